import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import program from "../index";
import { type Seen, type SynthOptions, synth } from "./components/synth";
import { PROD_EMAIL } from "./prodEmail";
import { stackConfig } from "./settings/config";

/** The whole program under Pulumi's mocks, with a stack file of the repository and changes to it. */
async function run(
  stack: "prod" | "staging",
  changes: Readonly<Record<string, unknown>> = {},
  options: SynthOptions = {},
): Promise<{ seen: Seen; outputs: Record<string, unknown> }> {
  const { values } = stackConfig(stack, changes);
  let outputs: Promise<Record<string, unknown>> | undefined;
  const seen = await synth(
    () => {
      pulumi.runtime.setAllConfig(values, ["ses-launch:webhooks"]);
      outputs = program();
    },
    { ...options, stack },
  );
  return { seen, outputs: (await outputs) ?? {} };
}

const identity = ({ type, name }: Seen["resources"][number]) => `${type} ${name}`;
const EVERYTHING = { "ses-launch:feedbackKey": "create", "ses-launch:apexSpf": true };

describe("the program", () => {
  for (const stack of ["prod", "staging"] as const)
    for (const changes of [{}, EVERYTHING])
      it(`${stack} registers in a preview what it registers in an up (${Object.keys(changes).length} changes)`, async () => {
        const preview = await run(stack, changes, { preview: true });
        const up = await run(stack, changes);
        assert.deepEqual(preview.seen.resources.map(identity).sort(), up.seen.resources.map(identity).sort());
        assert(up.seen.resources.length > 40, `${up.seen.resources.length} resources`);
      });

  it("sends through the canary alone", async () => {
    for (const stage of ["prepare", "request", "live"]) {
      const { seen } = await run("prod", {
        "ses-launch:launchStage": stage,
        "ses-launch:company": {
          name: "ListBackup.ai",
          website: "https://listbackup.ai",
          contact: "admin@listbackup.ai",
          postalAddress: "1 Backup Street, 10001 New York",
        },
      });
      const sets = seen.resources.filter(
        ({ type }) => type === "aws:sesv2/configurationSet:ConfigurationSet",
      );
      assert.deepEqual(
        Object.fromEntries(
          sets.map(({ inputs }) => [
            inputs["configurationSetName"],
            (inputs["sendingOptions"] as { sendingEnabled: boolean }).sendingEnabled,
          ]),
        ),
        {
          "prod-closed": false,
          "prod-canary": true,
          "prod-transactional": false,
          "prod-notifications": false,
          "prod-alerts": false,
        },
      );
    }
  });

  it("gives every policy document as plain text in the preview", async () => {
    const { seen } = await run("prod", {}, { preview: true });
    const documents = seen.resources.flatMap(({ name, inputs }) =>
      "policy" in inputs ? [[name, inputs["policy"]] as const] : [],
    );
    assert(documents.length >= 8, `${documents.length} documents`);
    const unknown = documents.filter(([, policy]) => typeof policy !== "string").map(([name]) => name);
    assert.deepEqual(unknown, []);
  });

  it("has outputs of the shape that docs/outputs.md promises", async () => {
    const { outputs } = await run("prod");
    assert.deepEqual(Object.keys(outputs).sort(), ["dnsRecords", "email", "launch"]);
    const email = await new Promise((resolve) => (outputs["email"] as pulumi.Output<unknown>).apply(resolve));
    assert.deepEqual(email, PROD_EMAIL);
  });
});
