import type { Assumption } from "../assumption";
import { requestKept, sandboxAccount, sandboxList } from "../probes/account";

const REQUEST = "a company that asks for production access; it cannot be tried for its own sake";

export const ACCOUNT: readonly Assumption[] = [
  {
    id: "sandbox-list",
    topic: "Suppression lists",
    assumed: "In the sandbox SES refuses to write to its suppression list, as BadRequestException.",
    source: "SES Developer Guide for the refusal; a public Lambda for the error.",
    reliedOn: ["ops/suppression/sesList.ts", "components/suppressionList.ts"],
    settle: sandboxList,
    otherwise:
      'Another error: `ses suppression add` ends with "AWS cannot be asked" in staging; add its name to ops/suppression/sesList.ts. Accepted: nothing breaks.',
  },
  {
    id: "suppressed-case",
    topic: "Suppression lists",
    assumed: "SES's list compares the part before the `@` with case and the domain without.",
    source: "Two issue threads that partly disagree (floci#1350, yulin#886).",
    reliedOn: ["docs/outputs.md", "mail/suppression/entry.ts", "ops/suppression/one.ts"],
    settle: {
      mails: 0,
      minutes: 5,
      needs: "an account with production access; nothing is sent",
      steps: [
        "`aws sesv2 put-suppressed-destination --reason BOUNCE --email-address Verify+A@simulator.amazonses.com`",
        "`aws sesv2 get-suppressed-destination --email-address verify+a@simulator.amazonses.com`, then `Verify+A@SIMULATOR.amazonses.com`",
        "`aws sesv2 delete-suppressed-destination --email-address Verify+A@simulator.amazonses.com`",
      ],
      holdsWhen: "The first is NotFoundException, the second is found.",
    },
    otherwise:
      "Without case: `spelling` in the table is for people only; `ses suppression remove` needs it no more.",
  },
  {
    id: "sandbox-limits",
    topic: "Account and review",
    assumed:
      "An account in the sandbox has 200 mails in 24 hours and one a second, and `GetAccount` tells so.",
    source: "SES Developer Guide.",
    reliedOn: ["outputs.ts", "components/productionAccess/account.ts"],
    settle: sandboxAccount,
    otherwise: "Mend `SANDBOX_LIMITS` (outputs.ts).",
  },
  {
    id: "no-review-unasked",
    topic: "Account and review",
    assumed: "`GetAccount` has no `ReviewDetails` where production access was never asked for.",
    source: "SDK types mark it optional.",
    reliedOn: ["checklist/review.ts", "components/productionAccess/provider.ts"],
    settle: sandboxAccount,
    otherwise:
      "The program takes it for a review under way and never files: read the status that is there in `reviewState` (checklist/review.ts).",
  },
  {
    id: "use-case-kept",
    topic: "Account and review",
    assumed: "AWS still keeps the deprecated `UseCaseDescription`, so that a reviewer sees it.",
    source: "SES API v2 calls it optional and deprecated.",
    reliedOn: ["components/productionAccess/account.ts", "checklist/caseText.ts"],
    settle: requestKept,
    otherwise:
      "The reviewer sees nothing: paste the support case of `ses case` into the case as soon as it is there, and say so in the README's step `request`.",
  },
  {
    id: "details-kept",
    topic: "Account and review",
    assumed: "`GetAccount` gives the details back as they were filed.",
    source: "No source.",
    reliedOn: ["components/productionAccess.ts", "components/productionAccess/inputs.ts"],
    settle: requestKept,
    otherwise:
      "The program warns of differences for ever: compare in `differentDetails` what AWS makes of them.",
  },
  {
    id: "case-link",
    topic: "Account and review",
    assumed: "`CaseId` of the review is the Support Center's `displayId`, so that the link opens the case.",
    source: "No source.",
    reliedOn: ["checklist/review.ts"],
    settle: {
      mails: 0,
      minutes: 5,
      needs: REQUEST,
      steps: [
        "After filing, open the link that `pulumi stack output launch` prints, signed in to that account.",
      ],
      holdsWhen: "It opens the case about SES.",
    },
    otherwise:
      "Mend `caseText` in checklist/review.ts; until then the newest case in the Support Center is the one.",
  },
  {
    id: "conflict-after-denied",
    topic: "Account and review",
    assumed: "`PutAccountDetails` after DENIED is a ConflictException; the program does not call it then.",
    source: "aws-cli#6652; three public tools disagree on filing again.",
    reliedOn: ["checklist/review.ts", "rehearsal/aws/sesAccount.ts"],
    settle: {
      mails: 0,
      minutes: 0,
      needs: `${REQUEST}, and is refused`,
      steps: [
        "Do not try it: a second request may count as a second refusal.",
        "If AWS itself asks on the case to file again: `aws sesv2 put-account-details` with the details of `pulumi preview`, and note the answer.",
      ],
      holdsWhen:
        "It is ConflictException. Otherwise the review's status goes back to PENDING, which `pulumi refresh` shows.",
    },
    otherwise: "`mayFile` (checklist/review.ts) may allow it, after somebody agreed in the stack file.",
  },
  {
    id: "failed-may-file",
    topic: "Account and review",
    assumed: "After FAILED a request may be filed again.",
    source: "SES API v2, `ReviewDetails`.",
    reliedOn: ["checklist/review.ts", "components/productionAccess/provider.ts"],
    settle: {
      mails: 0,
      minutes: 5,
      needs: `${REQUEST}, and meets AWS's internal error`,
      steps: ["Follow the next step that `pulumi stack output launch` prints."],
      holdsWhen: "The state becomes pending.",
    },
    otherwise:
      "`up` says that AWS did not take the request and names the error: answer on the case instead, and mend `mayFile`.",
  },
  {
    id: "quota-codes",
    topic: "Account and review",
    assumed:
      "Service Quotas knows `L-804C8AE8` (a day) and `L-CDEF9B6B` (a second) of the service `ses`, adjustable outside the sandbox alone.",
    source: "AWS texts; one public file has another code for the rate.",
    reliedOn: ["checklist/caseText.ts", "checklist/review.ts", "docs/runbook.md"],
    settle: {
      mails: 0,
      minutes: 2,
      needs: "any account; nothing is changed",
      steps: [
        "`aws service-quotas list-service-quotas --service-code ses --query 'Quotas[].[QuotaCode,QuotaName,Adjustable,Value]' --output table`, in the sandbox and in production",
      ],
      holdsWhen: "Both codes are there with these meanings; Adjustable is true in production.",
    },
    otherwise: "Mend the codes in checklist/caseText.ts, checklist/review.ts and docs/runbook.md.",
  },
  {
    id: "key-conditions",
    topic: "Encryption",
    assumed: "SES and SNS tell KMS `aws:SourceAccount` and `aws:SourceArn`, as the key's policy wants them.",
    source: "SNS Developer Guide shows these conditions for SES and SNS in general.",
    reliedOn: ["iam/feedback.ts", "components/feedbackKey.ts"],
    settle: {
      mails: 2,
      minutes: 15,
      needs:
        "staging deployed; a customer-managed key costs 1 USD a month, by the hour, and is deleted after 7 days at the earliest",
      steps: [
        "`pulumi config set --stack staging ses-launch:feedbackKey create`, `pulumi up --stack staging`.",
        "`npm run ses -- prove --stack staging`.",
        "Take `feedbackKey` back and `up`, unless the key is to stay.",
      ],
      holdsWhen: "`up` makes the event destinations, and `prove` sees both scenarios in the table.",
    },
    otherwise:
      '`up` fails with "Could not publish message to SNS topic", or `prove` names the lost hop: loosen `fromSets` or `fromTopic` in `keyPolicy`.',
  },
  {
    id: "key-alias",
    topic: "Encryption",
    assumed:
      "`kms:ResourceAliases` in IAM policies lets functions and applications use the key by its alias, minutes after the alias is made.",
    source: "KMS Developer Guide; the delay is said to be up to five minutes.",
    reliedOn: ["iam/feedback.ts", "components/feedbackKey.ts"],
    settle: {
      mails: 2,
      minutes: 15,
      needs: "as `key-conditions`, in the same run",
      steps: [
        "Run `npm run ses -- prove --stack staging` at once after the `up` that made the key, and again after five minutes.",
        "Look whether `up` had to be run twice (Lambda's event source mapping).",
      ],
      holdsWhen: "The second run is proven at the latest; note whether the first was.",
    },
    otherwise:
      "Name the key by its ARN and accept unknown documents in the first preview (iam/feedback.ts, docs/architecture.md).",
  },
];
