import assert from "node:assert/strict";
import { GetAccountCommand, PutAccountDetailsCommand, SESv2ServiceException } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { SesAccount } from "../../components/productionAccess/account";
import { SdkCase } from "../../ops/case/sdkCase";
import { WANTED } from "./caseWorld";
import { opsError } from "./ports";

const DETAILS = { ...WANTED, useCaseDescription: "Mail about backups." };

/** An error of SES, with a text that names somebody. */
function sesError(name: string, fault: "client" | "server" = "client"): Error {
  const message = "jane@example.com is no address: not one";
  return new SESv2ServiceException({ name, $fault: fault, message, $metadata: {} });
}

describe("the case at AWS, by the SDK", () => {
  const account = new SesAccount("us-east-1", () => Promise.resolve());
  const ses = mockClient(account["client"]);
  const aws = new SdkCase(account);
  beforeEach(() => {
    ses.reset();
  });
  after(() => {
    ses.restore();
  });
  const filings = () => ses.commandCalls(PutAccountDetailsCommand).map(({ args }) => args[0].input);

  it("is read in one call", async () => {
    ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: true,
      EnforcementStatus: "HEALTHY",
      Details: { MailType: "MARKETING", ReviewDetails: { Status: "GRANTED", CaseId: "17" } },
    });
    const { state, filed, caseId } = await aws.facts();
    assert.deepEqual([state, filed, caseId], ["granted", { mailType: "MARKETING" }, "17"]);
    assert.equal(ses.calls().length, 1);
  });

  it("is told the details as the resource in the stack tells them, and keeps production access asked for", async () => {
    ses.on(PutAccountDetailsCommand).resolves({});
    assert.deepEqual(await aws.file(DETAILS), { outcome: "filed" });
    assert.deepEqual(filings(), [
      {
        ProductionAccessEnabled: true,
        MailType: "TRANSACTIONAL",
        WebsiteURL: "https://listbackup.ai",
        ContactLanguage: "EN",
        AdditionalContactEmailAddresses: ["admin@listbackup.ai"],
        UseCaseDescription: "Mail about backups.",
      },
    ]);
  });

  for (const [error, outcome, calls] of [
    [sesError("ConflictException"), { outcome: "under-review" }, 1],
    [sesError("BadRequestException"), { outcome: "refused", reason: "BadRequestException" }, 1],
    [sesError("AccessDeniedException"), { outcome: "refused", reason: "AccessDeniedException" }, 1],
    // AWS took none of these, so they may be made again.
    [sesError("TooManyRequestsException"), { outcome: "refused", reason: "TooManyRequestsException" }, 5],
    [sesError("InternalServiceError", "server"), { outcome: "unknown", reason: "InternalServiceError" }, 1],
    [
      Object.assign(new Error("socket: hang up"), { name: "TimeoutError" }),
      { outcome: "unknown", reason: "TimeoutError" },
      1,
    ],
  ] as const)
    it(`answers ${error.name} with the name alone, after ${calls} calls`, async () => {
      ses.on(PutAccountDetailsCommand).rejects(error);
      assert.deepEqual(await aws.file(DETAILS), outcome);
      assert.equal(filings().length, calls);
    });

  it("ends with exit code 3 where it cannot be read, and without AWS's text", async () => {
    ses.on(GetAccountCommand).rejects(sesError("AccessDeniedException"));
    const { exitCode, message } = await opsError(() => aws.facts());
    assert.equal(exitCode, 3);
    assert.match(message, /GetAccount failed \(AccessDeniedException\)/);
    assert(!message.includes("jane"));
  });
});
