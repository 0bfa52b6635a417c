import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AskedQuota, QuotaRequests } from "../../checklist/sendingQuota";
import { sendingQuota } from "../../components/sendingQuota";
import { type SynthOptions, synth } from "./synth";

const SERVICE_QUOTA = "aws:servicequotas/serviceQuota:ServiceQuota";

class Access extends pulumi.ComponentResource {
  constructor() {
    super("ses-launch:tests:Access", "access");
  }
}

/** What a program declares that asks for something, after a request for production access or without one. */
async function make(asked: AskedQuota, options: SynthOptions = {}, access = true) {
  let told: QuotaRequests | undefined;
  const { resources, urns } = await synth(() => {
    const request = access ? new Access() : undefined;
    sendingQuota("quota", { region: "us-east-1", asked }, request, {})?.requests.apply(
      (requests) => (told = requests),
    );
  }, options);
  const quotas = resources.filter(({ type }) => type === SERVICE_QUOTA);
  return { quotas: quotas.map(({ name, inputs }) => ({ name, inputs })), urns, told };
}

const made = (requestStatus: string) => ({ made: { [SERVICE_QUOTA]: { requestStatus } } });

describe("a request for a higher sending quota", () => {
  it("is declared for each value that somebody asks for, named after it, with SES's codes", async () => {
    const { quotas } = await make({ daily: 50_000, perSecond: 14 });
    assert.deepEqual(quotas, [
      {
        name: "quota-daily-50000",
        inputs: { serviceCode: "ses", quotaCode: "L-804C8AE8", value: 50_000 },
      },
      { name: "quota-perSecond-14", inputs: { serviceCode: "ses", quotaCode: "L-CDEF9B6B", value: 14 } },
    ]);
    assert.deepEqual(
      (await make({ daily: 60_000 })).quotas.map(({ name }) => name),
      ["quota-daily-60000"],
    );
  });

  it("is not there where nobody asks, or production access was not asked for", async () => {
    for (const none of [await make({}), await make({ daily: 50_000 }, {}, false)]) {
      assert.deepEqual(none.quotas, []);
      assert(!none.urns.some((urn) => urn.includes("SendingQuota")));
    }
  });

  it("tells what became of it, and that nothing had to be filed", async () => {
    const asked = { daily: 50_000 };
    assert.deepEqual((await make(asked, made("CASE_OPENED"))).told, {
      daily: { value: 50_000, status: "CASE_OPENED" },
    });
    assert.deepEqual((await make(asked, made(""))).told, { daily: { value: 50_000, status: "NONE" } });
  });

  it("says nothing in a preview that cannot know", async () => {
    assert.equal((await make({ daily: 50_000 }, { preview: true })).told, undefined);
  });
});
