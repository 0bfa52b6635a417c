import assert from "node:assert/strict";
import { Canary, type CanaryArgs } from "../../components/canary";
import { RESERVE_MS, WATCH_MS } from "../../functions/canary/handler";
import { readCanarySettings } from "../../functions/canary/settings";
import { canaryPolicy } from "../../iam/canary";
import { named, synth } from "./synth";

const AWS = "us-east-1:123456789012";
const TABLE = `arn:aws:dynamodb:${AWS}:table/list`;
const ALIAS = "alias/ses-launch-prod";
const ARGS: CanaryArgs = {
  stack: "prod",
  place: { region: "us-east-1", accountId: "123456789012" },
  domain: "listbackup.ai",
  fromAddress: "noreply@listbackup.ai",
  streams: { canary: "prod-canary", alerts: "prod-alerts" },
  table: { tableName: "list", tableArn: TABLE },
  code: "exports.handler = async () => {};",
};

const make = (changes: Partial<CanaryArgs> = {}) => new Canary("canary", { ...ARGS, ...changes });
const json = (value: unknown) => JSON.parse(String(value)) as unknown;

const policyWith = (keyAlias?: string) =>
  canaryPolicy({
    place: ARGS.place,
    domain: ARGS.domain,
    fromAddress: ARGS.fromAddress,
    configurationSets: ["prod-canary", "prod-alerts"],
    tableArn: TABLE,
    logGroupArn: `arn:aws:logs:${AWS}:log-group:/aws/lambda/ses-launch-prod-canary`,
    keyAlias,
  });

describe("Canary", () => {
  it("makes a function that knows its streams, and has time to watch them", async () => {
    const { name, timeout, environment, role } = named(await synth(() => make()), "canary").inputs;
    assert.equal(name, "ses-launch-prod-canary");
    assert.equal(role, "arn:aws:iam::123456789012:role/ses-launch-prod-canary");
    assert(Number(timeout) * 1000 > WATCH_MS + RESERVE_MS && Number(timeout) <= 900);
    const { variables } = environment as { variables: Record<string, string> };
    assert.deepEqual(readCanarySettings(variables), {
      tableName: "list",
      fromAddress: "noreply@listbackup.ai",
      streams: ARGS.streams,
    });
    // Alarms ask for metrics of this namespace with the stack as `service`.
    assert.deepEqual(
      [variables["POWERTOOLS_METRICS_NAMESPACE"], variables["POWERTOOLS_SERVICE_NAME"]],
      ["ses-launch", "prod"],
    );
  });

  it("gives its role the canary's rights, with a key of the stack's own too, known in a preview", async () => {
    for (const preview of [false, true]) {
      const seen = await synth(() => make(), { preview });
      assert.deepEqual(json(named(seen, "canary-role-policy").inputs["policy"]), policyWith());
      const withKey = await synth(() => make({ keyAlias: ALIAS }), { preview });
      assert.deepEqual(json(named(withKey, "canary-role-policy").inputs["policy"]), policyWith(ALIAS));
    }
  });

  it("is invoked every hour, by its own rule alone", async () => {
    const seen = await synth(() => make());
    const { scheduleExpression, name } = named(seen, "canary-hourly").inputs;
    assert.deepEqual([scheduleExpression, name], ["rate(1 hour)", "ses-launch-prod-canary"]);
    assert.equal(
      named(seen, "canary-hourly-target").inputs["arn"],
      `arn:aws:lambda:${AWS}:function:ses-launch-prod-canary`,
    );
    const { principal, sourceArn } = named(seen, "canary-hourly-permission").inputs;
    assert.deepEqual(
      [principal, sourceArn],
      ["events.amazonaws.com", `arn:aws:events:${AWS}:rule/ses-launch-prod-canary`],
    );
  });

  it("is the parent of everything it makes, and makes the same in a preview", async () => {
    const seen = await synth(() => make());
    const children = seen.urns.filter((urn) => urn.includes("aws:"));
    assert.equal(children.length, 7);
    for (const urn of children) assert.match(urn, /ses-launch:index:Canary\$aws:/);
    assert.deepEqual((await synth(() => make(), { preview: true })).urns.sort(), seen.urns.sort());
  });
});
