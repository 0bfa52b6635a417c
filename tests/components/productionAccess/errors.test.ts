import assert from "node:assert/strict";
import type { ProductionAccessInputs } from "../../../components/productionAccess/inputs";
import type {
  ProductionAccessProvider,
  ProductionAccessState,
} from "../../../components/productionAccess/provider";
import { Aws, FACTS, INPUTS, type Mishap, awsError, revived } from "./world";

const timeout = Object.assign(new Error("no answer in time"), { name: "TimeoutError" });
const tooFast: Mishap = { error: awsError("TooManyRequestsException") };

describe("production access, when AWS does not do as asked", () => {
  let aws: Aws;
  let provider: ProductionAccessProvider;

  beforeEach(async () => {
    aws = new Aws();
    provider = await revived(aws.sleep);
  });

  afterEach(() => {
    aws.restore();
  });

  const before: ProductionAccessState = {
    ...INPUTS,
    websiteUrl: "https://old.example",
    ...FACTS,
  };

  /** The two ways to file: in each the same holds, also when the provider's code was changed. */
  const WAYS = [
    ["create", (inputs: ProductionAccessInputs) => provider.create(inputs)],
    ["update", (inputs: ProductionAccessInputs) => provider.update("id", before, inputs)],
    [
      "update with changed code",
      (inputs: ProductionAccessInputs) =>
        provider.update("id", before, { ...inputs, implementation: inputs.implementation + 1 }),
    ],
  ] as const;

  for (const [way, file] of WAYS) {
    it(`${way}: an input that AWS refuses is told, and tried once`, async () => {
      aws.mishaps.put.push({ error: awsError("BadRequestException") });
      await assert.rejects(
        file(INPUTS),
        /^Error: AWS did not take the request \(BadRequestException: told by AWS\)\. No request was filed\.$/,
      );
      assert.deepEqual(aws.calls, ["sts", "get", "put"]);
    });

    it(`${way}: a review that somebody else began meanwhile is adopted`, async () => {
      aws.mishaps.put.push({ lostAnswer: awsError("ConflictException") });
      assert.equal((await file(INPUTS)).outs?.state, "pending");
      assert.deepEqual(aws.calls, ["sts", "get", "put", "get"]);
    });

    it(`${way}: a call that came too fast is made again, once a second`, async () => {
      aws.mishaps.put.push(tooFast, tooFast);
      const { outs } = await file(INPUTS);
      assert.equal(outs?.state, "pending");
      assert.deepEqual(aws.log, ["sts", "get", 1000, "put", 1000, "put", 1000, "put", 1000, "get"]);
      assert.equal(aws.filed, 1);
    });

    it(`${way}: it ends after five calls that came too fast`, async () => {
      aws.mishaps.put.push(...Array<Mishap>(9).fill(tooFast));
      await assert.rejects(file(INPUTS), /TooManyRequestsException.*No request was filed/);
      assert.equal(aws.calls.filter((call) => call === "put").length, 5);
    });

    for (const [what, error] of [
      ["a time-out", timeout],
      ["a broken connection", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })],
      ["an error of AWS's own", awsError("InternalFailure", "server")],
    ] as const) {
      it(`${way}: ${what} after AWS took the request is read back, and nothing is filed again`, async () => {
        aws.mishaps.put.push({ lostAnswer: error });
        const { outs } = await file(INPUTS);
        assert.equal(outs?.state, "pending");
        assert.deepEqual(aws.calls, ["sts", "get", "put", "get"]);
      });

      it(`${way}: ${what} before AWS took the request fails, and leaves the next step to a person`, async () => {
        aws.mishaps.put.push({ error });
        await assert.rejects(file(INPUTS), /its answer did not come .*no new request\. Run pulumi up again/);
        assert.deepEqual(aws.calls, ["sts", "get", "put", "get", "get", "get"]);
      });
    }

    it(`${way}: no answer, and none to the question after it, says that the outcome is not known`, async () => {
      aws.mishaps.put.push({ lostAnswer: timeout });
      aws.mishaps.get.push(undefined, { error: awsError("AccessDeniedException") });
      await assert.rejects(
        file(INPUTS),
        /its answer did not come .*could not be asked of AWS in us-east-1 \(AccessDeniedException.*Run pulumi up again/,
      );
      assert.equal(aws.calls.filter((call) => call === "put").length, 1);
    });

    it(`${way}: credentials of another account file nothing`, async () => {
      aws.credentialsOf = "210987654321";
      await assert.rejects(file(INPUTS), /of account 210987654321, and accountId is 123456789012/);
      assert.deepEqual(aws.calls, ["sts"]);
    });

    it(`${way}: without credentials nothing is filed`, async () => {
      const none = Object.assign(new Error("none found"), { name: "CredentialsProviderError" });
      aws.mishaps.sts.push({ error: none });
      await assert.rejects(file(INPUTS), /CredentialsProviderError: none found\)\. No request was filed/);
      assert.deepEqual(aws.calls, ["sts"]);
    });
  }

  it("a review that AWS shows late is waited for", async () => {
    aws.late = 2;
    assert.equal((await provider.create(INPUTS)).outs?.state, "pending");
    assert.deepEqual(aws.calls, ["sts", "get", "put", "get", "get", "get"]);
  });

  it("a refresh asks again after an answer that did not come", async () => {
    aws.mishaps.get.push({ error: timeout }, tooFast);
    assert.equal((await provider.read("id", before)).props?.state, "not-requested");
    assert.deepEqual(aws.log, ["sts", "get", 1000, "get", 1000, "get"]);
  });

  it("a refresh that may not ask fails", async () => {
    aws.mishaps.get.push({ error: awsError("AccessDeniedException") });
    await assert.rejects(provider.read("id", before), /could not be asked of AWS in us-east-1/);
  });

  it("a refresh with credentials of another account fails, instead of telling its state", async () => {
    aws.credentialsOf = "210987654321";
    await assert.rejects(provider.read("id", before), /of account 210987654321/);
  });

  it("every wrong input is told by its property", async () => {
    const problems = async (change: Record<string, unknown>) => {
      const news = { ...INPUTS, ...change };
      const { failures = [] } = await provider.check({}, news);
      return failures.map(({ property }) => property);
    };
    const long = (length: number) => `https://${"a".repeat(length - 8)}`;
    const address = (length: number) => `${"a".repeat(length - 5)}@b.de`;
    const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const right: Record<string, unknown>[] = [
      {},
      { websiteUrl: "http://listbackup.ai" },
      { websiteUrl: long(1000) },
      { additionalContacts: ["a@b.de", address(254), "c@d.ef", "e@f.gh"] },
      { mailType: "MARKETING", contactLanguage: "JA" },
      { useCaseDescription: undefined },
      { useCaseDescription: "x".repeat(5000) },
      { launchGate: UNKNOWN, useCaseDescription: UNKNOWN },
    ];
    for (const change of right) assert.deepEqual(await problems(change), [], JSON.stringify(change));
    const wrong: [string, unknown][] = [
      ["region", ""],
      ["accountId", "12345678901"],
      ["launchGate", ""],
      ["launchGate", undefined],
      ["mailType", "PROMOTIONAL"],
      ["websiteUrl", "ftp://listbackup.ai"],
      ["websiteUrl", long(1001)],
      ["contactLanguage", "JP"],
      ["additionalContacts", []],
      ["additionalContacts", ["a@b.de", "c@d.ef", "e@f.gh", "g@h.ij", "i@j.kl"]],
      ["additionalContacts", ["a@b.d"]],
      ["additionalContacts", [address(255)]],
      ["additionalContacts", ["nobody"]],
      ["useCaseDescription", "x".repeat(5001)],
      ["implementation", "1"],
    ];
    for (const [property, value] of wrong)
      assert.deepEqual(await problems({ [property]: value }), [property], JSON.stringify([property, value]));
    assert.deepEqual(await problems({ mailType: "x", websiteUrl: "x", contactLanguage: "x" }), [
      "mailType",
      "websiteUrl",
      "contactLanguage",
    ]);
  });
});
