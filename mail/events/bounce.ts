import type { Suppress } from "../suppression/change";
import { EVERY_STREAM, NO_STREAM } from "../suppression/entry";
import type { DecisionReason, Outcome } from "./decision";
import type { BounceEvent, BouncedRecipient } from "./feedbackEvent";
import { namedBy, recipientsOf } from "./recipients";
import type { Named, Recipients } from "./recipients";
import { optOutScopes, recordOnly, softBounce, suppression } from "./ruling";
import type { Ruling } from "./ruling";

/** Whom the mail went to, and whom the report names. */
interface Report {
  readonly recipients: Recipients;
  readonly named: Named;
}

/**
 * What a bounce does. SES's own classification decides and the status code never does: transient bounces carry 5.x.x
 * codes too (SES Developer Guide, "Bounce types", and what users of listmonk report).
 */
export function ruleBounce(event: BounceEvent, stream: string | undefined): Ruling {
  const recipients = recipientsOf(event.mail.destination);
  const named = namedBy(addressesOf(event.recipients), recipients);
  const report = { recipients, named };
  if (event.bounceType === "Permanent") return rulePermanent(event, stream, report);
  if (event.bounceType !== "Transient") {
    return ruleFailures(event, stream, "undetermined-bounce", report);
  }
  switch (event.bounceSubType) {
    case "MessageTooLarge":
    case "ContentRejected":
    case "AttachmentRejected":
      return recordOnly("message-fault", named.strangers);
    case "CustomTimeoutExceeded":
      // The configuration set's own limit ran out; the address may be as good as ever.
      return recordOnly("delivery-time-limit", named.strangers);
    default:
      return ruleFailures(event, stream, "transient-bounce", report);
  }
}

function rulePermanent(
  event: BounceEvent,
  stream: string | undefined,
  { recipients, named: { ours, strangers } }: Report,
): Ruling {
  if (event.bounceSubType === "EmailValidationSuppressed")
    return recordOnly("ses-validation-policy", strangers);
  const { outcome, reason, entry } = permanentRule(event.bounceSubType, stream);
  if (ours.length > 0) {
    return { outcome, reason, strangers, changes: ours.map((person) => suppression(person, event, entry)) };
  }
  // Only SES itself writes an opt-out, and it is no failed delivery of anybody.
  if (recipients.only === undefined || outcome !== "suppress")
    return recordOnly("address-not-mailed", strangers);
  // One report of a forwarder or a forger must not lock anybody out; it counts, and suppresses after repetition.
  const changes = [softBounce(recipients.only, event, stream)];
  return { outcome: "soft-bounce", reason: "report-names-another-address", strangers, changes };
}

interface PermanentRule {
  readonly outcome: Outcome;
  readonly reason: DecisionReason;
  readonly entry: Pick<Suppress, "scope" | "reason" | "source">;
}

/** Subtypes by which SES tells that it did not try to deliver; all others, known or not, are hard bounces. */
function permanentRule(subType: string, stream: string | undefined): PermanentRule {
  switch (subType) {
    case "Suppressed":
    case "OnAccountSuppressionList":
    case "OnTenantSuppressionList":
      return {
        outcome: "suppress",
        reason: "already-on-ses-list",
        entry: { scope: EVERY_STREAM, reason: "BOUNCE", source: "SES_LIST" },
      };
    case "UnsubscribedRecipient": {
      const [scope = NO_STREAM] = optOutScopes([stream ?? NO_STREAM]);
      return {
        outcome: "unsubscribe",
        reason: "list-opt-out",
        entry: { scope, reason: "UNSUBSCRIBE", source: "SES_LIST" },
      };
    }
    default:
      return {
        outcome: "suppress",
        reason: "hard-bounce",
        entry: { scope: EVERY_STREAM, reason: "BOUNCE", source: "EVENT" },
      };
  }
}

/** Counts the recipients whose delivery failed; a line without action and status is somebody's automatic reply. */
function ruleFailures(
  event: BounceEvent,
  stream: string | undefined,
  reason: DecisionReason,
  { recipients, named }: Report,
): Ruling {
  const failed = event.recipients.filter(hasFailed);
  if (failed.length === 0) return recordOnly("auto-reply", named.strangers);
  const { ours } = namedBy(addressesOf(failed), recipients);
  if (ours.length === 0) return recordOnly("address-not-mailed", named.strangers);
  const changes = ours.map((person) => softBounce(person, event, stream));
  return { outcome: "soft-bounce", reason, strangers: named.strangers, changes };
}

function hasFailed({ action, status }: BouncedRecipient): boolean {
  return action === undefined ? status !== undefined : action.toLowerCase() === "failed";
}

function addressesOf(recipients: readonly BouncedRecipient[]): readonly string[] {
  return recipients.map(({ emailAddress }) => emailAddress);
}
