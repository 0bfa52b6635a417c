import assert from "node:assert/strict";
import fc from "fast-check";
import type { ReviewFacts, ReviewState } from "../../checklist/review";
import { fileUpdate } from "../../ops/case/fileUpdate";
import type { CaseFiling } from "../../ops/case/ports";
import type { Launch } from "../../ops/launch";
import type { Report } from "../../ops/report";
import type { StackSettings } from "../../settings/parse";
import { OLD, STATES, TestCase, WANTED, requesting, review } from "./caseWorld";
import { launched } from "./launched";
import { opsError, textOf } from "./ports";

interface Given {
  readonly settings?: StackSettings;
  readonly confirmed?: boolean;
  readonly items?: (items: Launch["items"]) => Launch["items"];
}

describe("ses case --file-update", () => {
  let shown: string[];
  let questions: { question: string; expected: string }[];
  beforeEach(() => {
    shown = [];
    questions = [];
  });

  const update = (aws: TestCase, given: Given = {}): Promise<Report> => {
    const { settings = requesting(), confirmed = true } = given;
    const { items } = launched();
    return fileUpdate(settings, {
      aws,
      confirm: async (question, expected) => {
        questions.push({ question, expected });
        return confirmed;
      },
      progress: (line) => shown.push(line),
      launch: async () => launched({ settings, items: given.items?.(items) ?? items }),
    });
  };

  it("files what the stack file wants, once, with the use case, after the stack's name was typed", async () => {
    const aws = new TestCase(review());
    const report = await update(aws);
    assert.equal(report.exitCode, 0);
    assert.match(
      textOf(report),
      /✔ AWS has the details of the stack file now\.\n\nNext: Commit Pulumi\.prod/,
    );
    assert.deepEqual(
      questions.map(({ expected }) => expected),
      ["prod"],
    );
    assert.match(questions[0]?.question ?? "", /It may open a new review/);
    const [filed, ...more] = aws.filings;
    assert.deepEqual(more, []);
    assert.match(filed?.useCaseDescription ?? "", /How we handle bounces and complaints:/);
    for (const [detail, value] of Object.entries(WANTED))
      assert.deepEqual(filed?.[detail as keyof typeof WANTED], value, detail);
  });

  it("shows each detail beside what is wanted before it asks, and nobody's address", async () => {
    const report = await update(new TestCase(review()));
    const all = [...shown, textOf(report), JSON.stringify(report.json), JSON.stringify(questions)].join("\n");
    assert.match(all, /✔ productionAccess\.mailType +AWS has TRANSACTIONAL\n/);
    assert.match(
      all,
      /• company\.website +AWS has https:\/\/old\.example, the stack file wants https:\/\/listbackup\.ai\n/,
    );
    assert.match(
      all,
      /• productionAccess\.additionalContacts +AWS has 1 other contact, .* wants 1 other contact \(not/,
    );
    assert.match(all, /• AWS is not told how the volume was estimated/);
    assert(!all.includes("@"), all);
  });

  it("files nothing where AWS has everything as it is wanted, in any order, or does not tell", async () => {
    for (const filed of [WANTED, {}, { mailType: "TRANSACTIONAL" }]) {
      const aws = new TestCase(review(), filed);
      const report = await update(aws);
      assert.equal(report.exitCode, 0);
      assert.match(textOf(report), /✔ company\.website .*\n[^]*Nothing was filed/);
      assert.equal(aws.filings.length, 0);
    }
    assert.deepEqual(questions, []);
  });

  for (const [state, why, next] of [
    ["pending", /can be changed until the review ends[^]*when production access is granted/, /Watch case 17/],
    ["denied", /sources disagree/, /Reply on case 17/],
    ["failed", /pulumi up at launchStage request files it again/, /File it again/],
    ["not-requested", /pulumi up at launchStage request files it/, /launchStage request/],
    ["probation", /Nothing is asked of AWS before/, /Mend what AWS names on case 17/],
    ["shutdown", /Nothing is asked of AWS before/, /appeal there/],
  ] as const satisfies readonly (readonly [ReviewState, RegExp, RegExp])[])
    it(`is refused while the review is ${state}, with the next step`, async () => {
      const aws = new TestCase(STATES[state]);
      const report = await update(aws);
      assert.equal(report.exitCode, 1);
      assert.match(textOf(report), why);
      assert.match(textOf(report), new RegExp(`\nNext: .*${next.source}`));
      assert.deepEqual([aws.filings, questions], [[], []]);
    });

  for (const [reviewStatus, why] of [
    ["PENDING", /can be changed until the review ends/],
    ["DENIED", /sources disagree/],
    ["SOMETHING_NEW", /can be changed until the review ends/],
  ] as const)
    it(`is refused while changed details are ${reviewStatus}, though production access is on`, async () => {
      const aws = new TestCase(review({ reviewStatus }));
      assert.match(textOf(await update(aws)), why);
      assert.deepEqual(aws.filings, []);
    });

  it("is refused where the stack asks AWS for nothing", async () => {
    const restricted = {
      "ses-launch:launchStage": "live",
      "ses-launch:allowedRecipients": ["*@listbackup.ai"],
    };
    for (const [changes, why] of [
      [{ "ses-launch:launchStage": "prepare" }, /is at launchStage prepare/],
      [restricted, /mails only allowedRecipients/],
    ] as const) {
      const aws = new TestCase(review());
      const report = await update(aws, { settings: requesting(changes) });
      assert.equal(report.exitCode, 1);
      assert.match(textOf(report), why);
      assert.equal(aws.asked, 0);
    }
  });

  it("is refused while the use case would rest on something that is not there", async () => {
    const aws = new TestCase(review());
    const missing = await update(aws, {
      items: (items) =>
        items.map((item) =>
          item.id === "bounce-handling"
            ? {
                ...item,
                state: "missing",
                findings: [{ state: "missing", binds: "always", message: "there is no topic", remedy: "" }],
              }
            : item,
        ),
    });
    assert.equal(missing.exitCode, 1);
    assert.match(textOf(missing), /Bounce handling endpoint configured: there is no topic/);
    const unsigned = await update(aws, { settings: requesting({ "ses-launch:attestations": {} }) });
    assert.equal(unsigned.exitCode, 1);
    assert.match(textOf(unsigned), /AWS will ask about this, and nothing can be said: addresses/);
    assert.deepEqual([aws.filings, questions], [[], []]);
  });

  it("is not stopped by what was proven at one moment, as no deployment is", async () => {
    const report = await update(new TestCase(review()), {
      items: (items) =>
        items.map((item) =>
          item.id === "test-emails"
            ? {
                ...item,
                state: "unproven",
                findings: [{ state: "unproven", binds: "switch-on", message: "it is too old", remedy: "" }],
              }
            : item,
        ),
    });
    assert.equal(report.exitCode, 0);
    assert.match(shown.join("\n"), /AWS is not told the test with the mailbox simulator.*too old/);
  });

  it("is refused where AWS would not take a detail", async () => {
    const settings = requesting();
    const company = { ...settings.company, contact: "a@b.c" };
    const { exitCode, message } = await opsError(() =>
      update(new TestCase(review()), { settings: { ...settings, company } }),
    );
    assert.equal(exitCode, 2);
    assert.match(message, /productionAccess\.additionalContacts must be one to four addresses of 6 to 254/);
    assert(!message.includes("@"));
  });

  it("files nothing when it is not confirmed", async () => {
    const aws = new TestCase(review());
    const report = await update(aws, { confirmed: false });
    assert.equal(report.exitCode, 1);
    assert.match(textOf(report), /Nothing was filed:\n +It was not confirmed/);
    assert.deepEqual(aws.filings, []);
  });

  const unknown = { outcome: "unknown", reason: "TimeoutError" } as const;
  const refused = (reason: string) => ({ outcome: "refused", reason }) as const;
  const OUTCOMES: readonly (readonly [string, Partial<TestCase>, number, RegExp])[] = [
    ["AWS shows it late", { late: 2 }, 0, /AWS has the details of the stack file now/],
    ["AWS does not show it yet", { takes: false }, 0, /AWS took the details, and does not show them yet/],
    ["AWS cannot be asked afterwards", { silent: true }, 0, /AWS took the details, and could not be asked/],
    ["no answer came, and it had arrived", { filing: unknown }, 0, /did not come \(TimeoutError\)\.\n/],
    [
      "no answer came, and it had not arrived",
      { filing: unknown, takes: false },
      3,
      /did not come \(TimeoutError\)\. It shows the old ones\. They were not sent again/,
    ],
    [
      "no answer came, and none comes any more",
      { filing: unknown, silent: true },
      3,
      /What it has now could not be asked/,
    ],
    [
      "AWS reviews already",
      { filing: { outcome: "under-review" } },
      1,
      /\(ConflictException\)\. Nothing was filed/,
    ],
    ["a detail does not fit", { filing: refused("BadRequestException") }, 1, /one of them does not fit/],
    ["AWS is asked too often", { filing: refused("TooManyRequestsException") }, 3, /takes no more calls/],
    ["the call is not allowed", { filing: refused("AccessDeniedException") }, 3, /ses:PutAccountDetails/],
  ];
  for (const [what, changes, exitCode, says] of OUTCOMES)
    it(`tells in words that ${what}, and does not file again`, async () => {
      const aws = Object.assign(new TestCase(review()), changes);
      const report = await update(aws);
      assert.equal(report.exitCode, exitCode);
      assert.match(textOf(report), says);
      assert.match(textOf(report), /\n\nNext: \S/);
      assert.equal(aws.filings.length, 1);
    });

  it("tells that AWS opened a new review, which leaves production access on", async () => {
    const aws = Object.assign(new TestCase(review()), { after: review({ reviewStatus: "PENDING" }) });
    const report = await update(aws);
    assert.equal(report.exitCode, 0);
    assert.match(textOf(report), /– AWS is reviewing the request\. .*Watch case 17/);
  });

  it("does not take silence about a detail for its arrival", async () => {
    class Silent extends TestCase {
      override async facts() {
        const facts = await super.facts();
        return this.filings.length === 0 ? facts : { ...facts, filed: {} };
      }
    }
    const aws = Object.assign(new Silent(review()), { filing: unknown });
    assert.equal((await update(aws)).exitCode, 3);
  });

  it("calls AWS only when granted, different and confirmed, and then once", async () => {
    const facts: fc.Arbitrary<ReviewFacts> = fc.record({
      productionAccessEnabled: fc.boolean(),
      enforcementStatus: fc.constantFrom("HEALTHY", "PROBATION", "SHUTDOWN", "unknown"),
      reviewStatus: fc.constantFrom("", "PENDING", "GRANTED", "DENIED", "FAILED", "unknown"),
      caseId: fc.constantFrom("", "17"),
    });
    const filing = fc.constantFrom<CaseFiling>(
      { outcome: "filed" },
      { outcome: "under-review" },
      unknown,
      refused("TooManyRequestsException"),
    );
    const filed = fc.constantFrom(WANTED, OLD, {}, { websiteUrl: "https://old.example" });
    const world = fc.record({ filing, takes: fc.boolean(), late: fc.nat(4), silent: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(facts, filed, fc.boolean(), world, async (account, has, confirmed, changes) => {
        const aws = Object.assign(new TestCase(account, has), changes);
        await update(aws, { confirmed });
        const isGranted =
          account.productionAccessEnabled &&
          !["PROBATION", "SHUTDOWN"].includes(account.enforcementStatus) &&
          ["", "GRANTED", "FAILED"].includes(account.reviewStatus);
        const isDifferent = has === OLD || Object.keys(has).length === 1;
        assert.equal(aws.filings.length, isGranted && isDifferent && confirmed ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});
