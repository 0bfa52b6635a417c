import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import { ENGINE_TIMEOUT_MS } from "./harness";

interface Asked {
  note: string;
  access?: boolean;
}

/** Asks the rehearsal's AWS from the provider's own process, whose environment the engine makes. */
async function ask(note: string): Promise<Asked> {
  const endpoint = process.env["AWS_ENDPOINT_URL_SESV2"] ?? "";
  const answer = await fetch(`${endpoint}/v2/email/account`, {
    headers: { authorization: "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/ses/aws4_request, " },
  });
  const { ProductionAccessEnabled: access } = (await answer.json()) as { ProductionAccessEnabled: boolean };
  return { note, access };
}

const provider: pulumi.dynamic.ResourceProvider<{ note: string }, Asked> = {
  create: async ({ note }) => ({ id: "account", outs: await ask(note) }),
  read: async (id, props) => ({ id, props: await ask(props?.note ?? "") }),
  update: async (_id, _olds, { note }) => ({ outs: await ask(note) }),
};

class Account extends pulumi.dynamic.Resource {
  declare readonly access: pulumi.Output<boolean>;
  constructor(name: string, note: pulumi.Input<string>) {
    super(provider, name, { note, access: undefined }, undefined, "test", "Account");
  }
}

describe("a dynamic resource on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  before(async () => {
    rehearsal = await Rehearsal.open("tests-dynamic");
  });
  after(() => rehearsal.close());

  it("is created, read on refresh and updated by a provider that asks the rehearsal's AWS", async () => {
    let note = "first";
    const stack = await rehearsal.stack("prod", {}, async () => ({
      access: new Account("account", note).access,
    }));
    const stored = async () =>
      (await stack.resource("pulumi-nodejs:dynamic/test:Account", "account")).outputs ?? {};

    const created = await stack.up();
    assert.deepEqual(created.warnings, []);
    assert.deepEqual(
      created.changes.map(({ op, name }) => [op, name]).filter(([, name]) => name === "account"),
      [["create", "account"]],
    );
    assert.equal(created.outputs.access?.value, false);

    rehearsal.account({ ProductionAccessEnabled: true });
    await stack.refresh();
    assert.equal((await stored()).access, true, "read was called");

    note = "second";
    const updated = await stack.up();
    assert.deepEqual(
      updated.changes.map(({ op, name, diffs }) => [op, name, diffs]),
      [["update", "account", ["note"]]],
    );
    assert.equal((await stored()).note, "second");
    await stack.destroy();
  });
});
