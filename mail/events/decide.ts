import { ruleBounce } from "./bounce";
import { ruleComplaint } from "./complaint";
import type { Decision, DecisionContext, DecisionReason } from "./decision";
import type { FeedbackEvent, MailEvent, OtherMailEvent } from "./feedbackEvent";
import { recordOnly } from "./ruling";
import type { Ruling } from "./ruling";
import { ruleSubscription } from "./subscription";

const RECORDED: Readonly<Record<OtherMailEvent["kind"], DecisionReason>> = {
  send: "sent",
  delivery: "sent",
  "delivery-delay": "delivery-delay",
  reject: "rejected-by-ses",
  "rendering-failure": "rendering-failure",
  open: "engagement",
  click: "engagement",
  unknown: "unknown-event",
};

/**
 * What an event does to whom. It knows no earlier events: merging, counting and doing nothing twice is for who applies the
 * changes. Only addresses that the mail was sent to ever change.
 */
export function decide(event: FeedbackEvent, context: DecisionContext): Decision {
  if (!("mail" in event)) {
    return { outcome: "ignore", reason: event.kind, changes: [], strangers: 0 };
  }
  const { sendingAccountId = context.accountId, configurationSet } = event.mail;
  if (sendingAccountId !== context.accountId) return recordOnly("foreign-account");
  const stream = streamOf(configurationSet, context);
  return { ...rule(event, stream, context), ...(stream !== undefined && { stream }) };
}

function rule(event: MailEvent, stream: string | undefined, context: DecisionContext): Ruling {
  switch (event.kind) {
    case "bounce":
      return ruleBounce(event, stream);
    case "complaint":
      return ruleComplaint(event);
    case "subscription":
      return ruleSubscription(event, stream, context);
    default:
      return recordOnly(RECORDED[event.kind]);
  }
}

function streamOf(configurationSet: string | undefined, { streams }: DecisionContext): string | undefined {
  return configurationSet !== undefined && Object.hasOwn(streams, configurationSet)
    ? streams[configurationSet]
    : undefined;
}
