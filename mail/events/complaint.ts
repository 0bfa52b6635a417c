import { EVERY_STREAM } from "../suppression/entry";
import type { ComplaintEvent } from "./feedbackEvent";
import { namedBy, recipientsOf } from "./recipients";
import { recordOnly, suppression } from "./ruling";
import type { Ruling } from "./ruling";

/**
 * What a complaint does. Types are those of SES Developer Guide, "Complaint types"; SES derives the named recipients from
 * the mail's own, so one who is named or is the only one is stopped at once, whatever the type.
 */
export function ruleComplaint(event: ComplaintEvent): Ruling {
  const recipients = recipientsOf(event.mail.destination);
  const { ours, strangers } = namedBy(event.recipients, recipients);
  switch (event.feedbackType) {
    case "not-spam":
      return recordOnly("not-spam", strangers);
    case "virus":
    case "fraud":
    case "auth-failure":
      return recordOnly("message-complaint", strangers);
  }
  const onSesList = event.subType === "OnAccountSuppressionList";
  const nobodyNamed = event.recipients.length === 0;
  if (nobodyNamed && recipients.only === undefined) return recordOnly("complaint-unattributable");
  const people = nobodyNamed && recipients.only !== undefined ? [recipients.only] : ours;
  if (people.length === 0) return recordOnly("address-not-mailed", strangers);
  const source = onSesList ? "SES_LIST" : "EVENT";
  return {
    outcome: "suppress",
    reason: onSesList ? "already-on-ses-list" : "complaint",
    strangers,
    changes: people.map((person) =>
      suppression(person, event, { scope: EVERY_STREAM, reason: "COMPLAINT", source }),
    ),
  };
}
