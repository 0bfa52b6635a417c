import type { Assumption } from "../assumption";
import { closedSet } from "../probes/closedSet";
import { freshStart } from "../probes/freshStart";
import { recipientIdentities } from "../probes/recipientIdentities";
import { recipients } from "../probes/recipients";

export const SENDING: readonly Assumption[] = [
  {
    id: "unnamed-refused",
    topic: "Sending",
    assumed:
      "Mail that names no configuration set goes through the identity's closed default set, and is refused as `SendingPausedException`.",
    source:
      "Documented are the default set and the switch, each alone; their meeting is seen by nobody here.",
    reliedOn: ["components/senderIdentity.ts", "checklist/items/unnamedClosed.ts", "docs/outputs.md"],
    settle: closedSet,
    otherwise:
      "Accepted: close it by other means (the service control policy of docs/outputs.md becomes a must) and take the claim out of README and the case text. Another error: name it in the runbook and docs/outputs.md.",
  },
  {
    id: "paused-set-refused",
    topic: "Sending",
    assumed:
      "Mail through a configuration set with sending off is refused as `SendingPausedException`, so an application keeps it.",
    source: "SDK types; one issue thread (floci-io/floci#1193) calls it production behaviour.",
    reliedOn: ["docs/runbook.md", "components/automaticPause.ts"],
    settle: closedSet,
    otherwise:
      "Accepted and dropped: a pause loses mail, so switch it off by default (mail/streams.ts) and say so. Another error: name it in the runbook.",
  },
  {
    id: "fresh-start",
    topic: "Sending",
    assumed: "SES resets a set's reputation when its sending is enabled again, and not while it is off.",
    source: "SES API v2, `ReputationOptions.LastFreshStart`.",
    reliedOn: ["mail/pause/decide.ts", "rehearsal/providers/handlers/configurationSet.ts"],
    settle: freshStart,
    otherwise:
      "A released stream keeps its bad rate and its alarm: a release must also cover alarms that go on (mail/pause/decide.ts).",
  },
  {
    id: "recipients-condition",
    topic: "Send policies",
    assumed:
      "`ForAllValues:StringLike` with `Null` on `ses:Recipients` lets a role mail addresses of the pattern and no others.",
    source: "The operators are documented by IAM; what SES puts into the key is not.",
    reliedOn: ["iam/sending.ts", "iam/canary.ts", "policies/security/recipientsAreDemanded.ts"],
    settle: recipients,
    otherwise:
      "Outside accepted: staging must not go live, `allowedRecipients` protects nobody. Inside refused: staging's applications and the canary cannot send; write the condition as the evidence shows.",
  },
  {
    id: "recipients-bcc",
    topic: "Send policies",
    assumed: "`ses:Recipients` holds To, Cc and Bcc, so one address outside refuses the mail.",
    source: "No source.",
    reliedOn: ["iam/sending.ts"],
    settle: recipients,
    otherwise:
      "Bcc reaches anybody: staging must stay in the sandbox, and docs/outputs.md has to say that the restriction covers To alone.",
  },
  {
    id: "recipients-case",
    topic: "Send policies",
    assumed:
      "`ses:Recipients` holds addresses as the call writes them, with case; applications of a restricted stack write lower case.",
    source: "`StringLike` compares with case (IAM); whether SES folds first, no source says.",
    reliedOn: ["iam/sending.ts", "docs/outputs.md"],
    settle: recipients,
    otherwise: "Accepted: the hint on lower case in docs/outputs.md may go. Nothing is unsafe.",
  },
  {
    id: "recipients-display-name",
    topic: "Send policies",
    assumed: "A recipient with a display name is held by its bare address, and so allowed by `*@domain`.",
    source: "No source.",
    reliedOn: ["iam/sending.ts", "docs/outputs.md"],
    settle: recipients,
    otherwise: "Refused: docs/outputs.md must say that a restricted stack takes bare addresses only.",
  },
  {
    id: "recipients-comma",
    topic: "Send policies",
    assumed:
      "Two recipients in one text, an outside one first, do not pass as one that ends in the allowed domain.",
    source: "No source.",
    reliedOn: ["iam/sending.ts"],
    settle: recipients,
    otherwise:
      "Accepted: the restriction can be talked round. Add `StringNotLike` with `*,*` to the condition, and try again.",
  },
  {
    id: "from-display-name",
    topic: "Send policies",
    assumed: "`ses:FromAddress` holds the bare address, so that a From with a display name is allowed.",
    source: "There is a key `ses:FromDisplayName` beside it; no source says more.",
    reliedOn: ["iam/sending.ts"],
    settle: recipients,
    otherwise:
      "Refused: use `StringLike` with `*<address>` beside the address, or tell applications to send without a name.",
  },
  {
    id: "raw-action",
    topic: "Send policies",
    assumed:
      "Raw content of the v2 API is authorised as `ses:SendRawEmail`, so that a stream without `raw` cannot send it.",
    source: "Issue threads only (nodemailer#1734, anymail#384).",
    reliedOn: ["iam/sending.ts", "settings/stream.ts"],
    settle: recipients,
    otherwise:
      "Accepted with `ses:SendEmail` alone: the setting `streams.<name>.raw` forbids nothing; say so in the README.",
  },
  {
    id: "set-is-authorised",
    topic: "Send policies",
    assumed:
      "SES authorises the configuration set that a call names, so that an application stays in its stream.",
    source: "Service Authorization Reference, Amazon SES v2.",
    reliedOn: ["iam/sending.ts", "components/senderAccess.ts"],
    settle: recipients,
    otherwise:
      "Accepted: an application can hop streams. Separate them by From address (`ses:FromAddress`) instead.",
  },
  {
    id: "sandbox-recipient-identities",
    topic: "Send policies",
    assumed:
      "Where the sandbox authorises the recipients' identities too, it is enough that the policy names them, as the canary's does.",
    source:
      "Issue threads (terraform-aws-ses#40, aws-sdk-js#3641); whether the check still exists is not known.",
    reliedOn: ["iam/sending.ts", "iam/canary.ts"],
    settle: recipientIdentities,
    otherwise:
      "Refused: the canary cannot send in the sandbox; add what the refusal names to `recipientIdentities` (iam/sending.ts).",
  },
  {
    id: "sandbox-mailbox",
    topic: "Send policies",
    assumed:
      "A role with a restricted stream's policy can mail a verified address of an allowed domain in the sandbox.",
    source: "As above; the simulator may be treated otherwise than a mailbox.",
    reliedOn: ["iam/sending.ts", "components/senderIdentity.ts"],
    settle: {
      mails: 1,
      minutes: 15,
      needs: "staging deployed and live; a mailbox in `sandboxRecipients` that confirmed SES's mail",
      steps: [
        "Attach `streams.transactional.sendPolicyArn` (`pulumi stack output email`) to a role of your own, and assume it.",
        "`aws sesv2 send-email --from-email-address <fromAddress> --destination ToAddresses=<mailbox> --configuration-set-name staging-transactional --content 'Simple={Subject={Data=test},Body={Text={Data=test}}}'`",
      ],
      holdsWhen: "SES answers with a message id.",
    },
    otherwise:
      "AccessDenied names the identity that was authorised: add its form to `recipientIdentities` (iam/sending.ts).",
  },
];
