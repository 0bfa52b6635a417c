import assert from "node:assert/strict";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describeAlarms } from "../../verify/probes/alarms";
import { recipientIdentities } from "../../verify/probes/recipientIdentities";
import { recipients } from "../../verify/probes/recipients";
import { RUN, VerifyWorld, refusal } from "./world";

/** SES as the program believes it to be, for a role that may mail `*+in@simulator.amazonses.com`. */
function believed(input: SendEmailCommandInput): string | undefined {
  const { ToAddresses = [], BccAddresses = [] } = input.Destination ?? {};
  const bare = (text: string) => /<(.*)>/.exec(text)?.[1] ?? text;
  if (input.Content?.Raw !== undefined) return "AccessDeniedException";
  if (input.ConfigurationSetName !== "staging-canary") return "AccessDeniedException";
  if (ToAddresses.some((address) => address.includes(","))) return "BadRequestException";
  const allowed = [...ToAddresses, ...BccAddresses].every((address) =>
    bare(address).endsWith("+in@simulator.amazonses.com"),
  );
  return allowed ? undefined : "AccessDeniedException";
}

async function run(ses: (input: SendEmailCommandInput, sends: number) => string | undefined) {
  const world = new VerifyWorld();
  let sends = 0;
  world.roleSes.on(SendEmailCommand).callsFake((input: SendEmailCommandInput) => {
    const error = ses(input, ++sends);
    if (error !== undefined) throw refusal(error);
    return { MessageId: "1" };
  });
  return { world, found: await world.tryOut(recipients) };
}

describe("the recipients' probe", () => {
  it("holds in all when SES is as it is believed to be", async () => {
    const { world, found } = await run(believed);
    for (const [id, { outcome, saw }] of Object.entries(found))
      assert.equal(outcome, "holds", `${id}: ${saw}`);
    assert.equal(world.roleSes.commandCalls(SendEmailCommand).length, recipients.mails);
  });

  it("tries the send policy of the program, with a role that this run alone can assume", async () => {
    const { world } = await run(believed);
    const [policy] = world.iam.commandCalls(PutRolePolicyCommand);
    const document = policy?.args[0].input.PolicyDocument ?? "";
    assert.match(
      document,
      /"ForAllValues:StringLike":\{"ses:Recipients":\["\*\+in@simulator\.amazonses\.com"\]\}/,
    );
    assert.match(document, /"Null":\{"ses:Recipients":"false"\}/);
    assert.doesNotMatch(document, /SendRawEmail/);
    const [role] = world.iam.commandCalls(CreateRoleCommand);
    assert.match(role?.args[0].input.AssumeRolePolicyDocument ?? "", new RegExp(`"sts:ExternalId":"${RUN}"`));
    assert.equal(role?.args[0].input.Path, "/ses-verify/");
  });

  const OTHERWISE: Readonly<Record<string, (input: SendEmailCommandInput) => boolean>> = {
    "recipients-condition": (input) =>
      input.Destination?.ToAddresses?.[0]?.startsWith("success+out@") === true &&
      !input.Destination.BccAddresses,
    "recipients-bcc": (input) => input.Destination?.BccAddresses !== undefined,
    "recipients-case": (input) => input.Destination?.ToAddresses?.[0]?.startsWith("SUCCESS") === true,
    "recipients-comma": (input) => input.Destination?.ToAddresses?.[0]?.includes(",") === true,
    "raw-action": (input) => input.Content?.Raw !== undefined,
    "set-is-authorised": (input) => input.ConfigurationSetName !== "staging-canary",
  };
  for (const [id, isIt] of Object.entries(OTHERWISE))
    it(`says that ${id} does not hold when SES takes that mail, whatever else it does`, async () => {
      const { found } = await run((input) => (isIt(input) ? undefined : believed(input)));
      assert.equal(found[id]?.outcome, "does not hold");
    });

  it("says so when display names are refused", async () => {
    const { found } = await run((input) =>
      JSON.stringify([input.Destination, input.FromEmailAddress]).includes("<")
        ? "AccessDeniedException"
        : believed(input),
    );
    assert.equal(found["recipients-display-name"]?.outcome, "does not hold");
    assert.equal(found["from-display-name"]?.outcome, "does not hold");
    assert.equal(found["recipients-condition"]?.outcome, "holds");
  });

  it("waits while the new role's rights are not known, and says so when they never are", async () => {
    const { found } = await run((input, sends) => (sends < 5 ? "AccessDeniedException" : believed(input)));
    assert.equal(found["recipients-condition"]?.outcome, "holds");
    const { found: never } = await run(() => "AccessDeniedException");
    assert.equal(never["recipients-condition"]?.outcome, "does not hold");
    assert.equal(never["recipients-bcc"]?.outcome, "could not tell");
  });

  it("cannot tell when the first mail is refused for another reason, or comes too fast", async () => {
    const { found } = await run(() => "MessageRejected");
    assert.equal(found["recipients-condition"]?.outcome, "could not tell");
    const { found: fast } = await run((_input, sends) =>
      sends > 3 ? "TooManyRequestsException" : undefined,
    );
    assert.equal(fast["recipients-condition"]?.saw, "it could not be tried: TooManyRequestsException");
  });

  it("waits for a role that nobody knows yet, and tells when it never can be assumed", async () => {
    const world = new VerifyWorld();
    world.sts.on(AssumeRoleCommand).rejects(refusal("AccessDenied"));
    const { "recipients-condition": found } = await world.tryOut(recipients);
    assert.equal(found?.saw, "it could not be tried: the temporary role could not be assumed");
    assert(world.sts.commandCalls(AssumeRoleCommand).length > 3);
  });
});

describe("the probe of the recipients' identities", () => {
  it("tries the canary's policy with and without them, and tells both", async () => {
    const world = new VerifyWorld();
    const { "sandbox-recipient-identities": found } = await world.tryOut(recipientIdentities);
    assert.equal(found?.outcome, "holds");
    assert.match(found.saw, /with the simulator's identities: accepted; without: accepted/);
    const [whole, bare] = world.iam
      .commandCalls(PutRolePolicyCommand)
      .map(({ args: [command] }) => command.input.PolicyDocument ?? "");
    assert.match(whole ?? "", /identity\/\*@simulator\.amazonses\.com/);
    assert.doesNotMatch(bare ?? "", /identity\/\*@simulator/);
  });

  it("says that it does not hold when even the canary's policy is not enough", async () => {
    const world = new VerifyWorld();
    world.roleSes.on(SendEmailCommand).rejects(refusal("AccessDeniedException"));
    const { "sandbox-recipient-identities": found } = await world.tryOut(recipientIdentities);
    assert.equal(found?.outcome, "does not hold");
  });
});

describe("the probe of an alarm by its ARN", () => {
  it("asks with the pause function's right, and tells whether that is enough", async () => {
    const world = new VerifyWorld();
    assert.equal((await world.tryOut(describeAlarms))["describe-alarms-by-arn"]?.outcome, "holds");
    const [policy] = world.iam.commandCalls(PutRolePolicyCommand);
    assert.match(
      policy?.args[0].input.PolicyDocument ?? "",
      /"cloudwatch:DescribeAlarms"\],"Resource":\["arn:aws:cloudwatch:us-east-1:123456789012:alarm:ses-verify-0123abcd-seen"\]/,
    );
    world.roleCloudwatch.on(DescribeAlarmsCommand).rejects(refusal("AccessDenied"));
    assert.equal((await world.tryOut(describeAlarms))["describe-alarms-by-arn"]?.outcome, "does not hold");
  });
});
