import assert from "node:assert/strict";
import type { PutAccountDetailsCommandInput } from "@aws-sdk/client-sesv2";
import { PutAccountDetailsCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import type { ProductionAccessInputs } from "../../../components/productionAccess/inputs";
import type {
  ProductionAccessProvider,
  ProductionAccessState,
} from "../../../components/productionAccess/provider";
import { ACCOUNT, Aws, FACTS, INPUTS, revived } from "./world";

const OTHER: ProductionAccessInputs = { ...INPUTS, websiteUrl: "https://www.listbackup.ai" };
const THEIRS: PutAccountDetailsCommandInput = {
  MailType: "MARKETING",
  WebsiteURL: "https://old.example",
  ContactLanguage: "EN",
  AdditionalContactEmailAddresses: ["old@example.com"],
};

/** Every live state, and whether a request is filed there. */
const STATES = [
  { state: "not-requested", files: true, live: {} },
  { state: "failed", files: true, live: { status: "FAILED", details: THEIRS } },
  { state: "pending", files: false, live: { status: "PENDING", details: THEIRS } },
  { state: "pending", files: false, live: { status: "SOMETHING_NEW", details: THEIRS } },
  { state: "denied", files: false, live: { status: "DENIED", details: THEIRS } },
  { state: "granted", files: false, live: { enabled: true } },
  { state: "granted", files: false, live: { enabled: true, status: "DENIED", details: THEIRS } },
  { state: "granted", files: false, live: { enabled: true, status: "FAILED", details: THEIRS } },
  { state: "pending", files: false, live: { status: "GRANTED", details: THEIRS } },
  { state: "probation", files: false, live: { enforcement: "PROBATION" } },
  { state: "probation", files: false, live: { enforcement: "PROBATION", enabled: true } },
  { state: "shutdown", files: false, live: { enforcement: "SHUTDOWN", status: "FAILED", details: THEIRS } },
] as const;

describe("production access", () => {
  let aws: Aws;
  let provider: ProductionAccessProvider;

  beforeEach(async () => {
    aws = new Aws();
    provider = await revived(aws.sleep);
  });

  afterEach(() => {
    aws.restore();
  });

  /** The resource as a deployment left it that found another account: granted, under one's own details. */
  const stateBefore = (inputs = INPUTS): ProductionAccessState => ({
    ...inputs,
    ...FACTS,
  });

  for (const { state, files, live } of STATES) {
    const title = `${state} (${JSON.stringify(live, (key, value: unknown) => (key === "details" ? undefined : value))})`;
    const after = files ? "pending" : state;

    it(`${title}: create ${files ? "files once and reads back" : "adopts and files nothing"}`, async () => {
      Object.assign(aws, live);
      const { id, outs } = await provider.create(INPUTS);
      assert.equal(id, `${ACCOUNT}/us-east-1`);
      assert.equal(outs?.state, after);
      assert.equal(aws.filed, files ? 1 : 0);
      assert.deepEqual(aws.calls, files ? ["sts", "get", "put", "get"] : ["sts", "get"]);
    });

    for (const implementation of [INPUTS.implementation, INPUTS.implementation + 1]) {
      const code = implementation === INPUTS.implementation ? "the same code" : "changed code";

      it(`${title}: update with equal details and ${code} files nothing`, async () => {
        Object.assign(aws, live);
        const { outs } = await provider.update("id", stateBefore(), { ...INPUTS, implementation });
        assert.equal(outs?.state, state);
        assert.equal(outs.implementation, implementation);
        assert.deepEqual(aws.calls, ["sts", "get"]);
      });

      it(`${title}: update with changed details and ${code} files ${files ? "once" : "nothing"}`, async () => {
        Object.assign(aws, live);
        const { outs } = await provider.update("id", stateBefore(), { ...OTHER, implementation });
        assert.equal(outs?.state, after);
        assert.equal(outs.websiteUrl, OTHER.websiteUrl);
        assert.equal(aws.filed, files ? 1 : 0);
        if (files) assert.equal(outs.filed.websiteUrl, OTHER.websiteUrl);
      });
    }

    it(`${title}: read tells it and files nothing`, async () => {
      Object.assign(aws, live);
      const { id, props } = await provider.read("id", stateBefore());
      assert.equal(id, "id");
      assert.equal(props?.state, state);
      assert.equal(props.websiteUrl, INPUTS.websiteUrl);
      assert.deepEqual(aws.calls, ["sts", "get"]);
    });
  }

  it("files exactly the details and the text, by a client that never repeats a call", async () => {
    await provider.create(INPUTS);
    const [call] = aws.ses.commandCalls(PutAccountDetailsCommand);
    assert.deepEqual(call?.args[0].input, {
      ProductionAccessEnabled: true,
      MailType: "TRANSACTIONAL",
      WebsiteURL: "https://listbackup.ai",
      ContactLanguage: "EN",
      AdditionalContactEmailAddresses: ["admin@listbackup.ai"],
      UseCaseDescription: "Mail about backups.",
    });
    assert.equal(await (call.thisValue as SESv2Client).config.maxAttempts(), 1);
  });

  it("keeps in the state what AWS has, and neither the text nor an undefined value", async () => {
    Object.assign(aws, { enabled: true, status: "GRANTED", details: THEIRS });
    const { outs } = await provider.create(INPUTS);
    const { region, accountId, launchGate, mailType, websiteUrl, contactLanguage, additionalContacts } =
      INPUTS;
    assert.deepEqual(outs, {
      ...{ region, accountId, launchGate, mailType, websiteUrl, contactLanguage, additionalContacts },
      implementation: INPUTS.implementation,
      state: "granted",
      productionAccessEnabled: true,
      sendingEnabled: true,
      enforcementStatus: "HEALTHY",
      reviewStatus: "GRANTED",
      caseId: "17",
      max24HourSend: 50_000,
      maxSendRate: 14,
      filed: {
        mailType: "MARKETING",
        websiteUrl: "https://old.example",
        contactLanguage: "EN",
        additionalContacts: ["old@example.com"],
      },
    });
  });

  it("a refresh forgets what AWS no longer says, and leaves no fact out: a preview would not know it", async () => {
    const { props } = await provider.read("id", { ...stateBefore(), caseId: "17", reviewStatus: "PENDING" });
    assert.deepEqual([props?.caseId, props?.reviewStatus], ["", ""]);
    assert.deepEqual(
      Object.keys(props ?? {}).sort(),
      Object.keys(stateBefore())
        .filter((key) => key !== "useCaseDescription")
        .sort(),
    );
  });

  it("calls AWS once a second", async () => {
    await provider.create(INPUTS);
    assert.deepEqual(aws.log, ["sts", "get", 1000, "put", 1000, "get"]);
  });

  it("sees a difference in details, code, Region and account, and none in the text, the gate or an order", async () => {
    const seen = async (change: Partial<ProductionAccessInputs>) => {
      const contacts = { additionalContacts: ["a@example.com", "b@example.com"] };
      const { changes, replaces } = await provider.diff("id", stateBefore({ ...INPUTS, ...contacts }), {
        ...INPUTS,
        ...contacts,
        ...change,
      });
      return [changes, replaces];
    };
    for (const change of [
      { mailType: "MARKETING" },
      { websiteUrl: "https://other.example" },
      { contactLanguage: "JA" },
      { additionalContacts: ["a@example.com"] },
      { implementation: INPUTS.implementation + 1 },
    ])
      assert.deepEqual(await seen(change), [true, []], JSON.stringify(change));
    assert.deepEqual(await seen({ region: "eu-west-1" }), [true, ["region"]]);
    assert.deepEqual(await seen({ accountId: "210987654321" }), [true, ["accountId"]]);
    for (const change of [
      {},
      { useCaseDescription: "Another text." },
      { launchGate: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      { additionalContacts: ["b@example.com", "a@example.com"] },
    ])
      assert.deepEqual(await seen(change), [false, []], JSON.stringify(change));
  });

  it("leaves AWS alone when it is taken out of the stack", () => {
    assert(!("delete" in provider));
  });
});
