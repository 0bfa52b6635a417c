import { WATCH_MS } from "../../functions/canary/handler";
import { decide } from "../../mail/events/decide";
import type { FeedbackEvent } from "../../mail/events/feedbackEvent";
import { parseFeedback } from "../../mail/events/parse";
import { UnreadableEventError } from "../../mail/events/unreadableEvent";
import { type Finding, couldNotTell, doesNotHold, judged } from "../probe";
import { saidOf } from "../refusal";

export interface Sent {
  readonly kind: "bounce" | "complaint" | "rendering-failure";
  readonly address: string;
  /** SES's error where it did not take the mail. */
  readonly refusal: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface FeedbackSeen {
  readonly sent: readonly Sent[];
  /** What came out of the queue, and when. */
  readonly bodies: readonly { readonly body: string; readonly at: number }[];
  /** SES's error to the question whether the bounced address is on its list. */
  readonly listed: string | undefined;
  readonly configurationSet: string;
  readonly accountId: string;
  /** Mails that SES counted meanwhile. */
  readonly usedQuota: number;
}

interface Read {
  readonly event: FeedbackEvent;
  readonly at: number;
}

/** What the feedback of the test mails says, read as the feedback function reads it. */
export function feedbackFindings(seen: FeedbackSeen): Record<string, Finding> {
  const { sent, listed, usedQuota } = seen;
  const unreadable: string[] = [];
  const read: Read[] = [];
  for (const { body, at } of seen.bodies)
    try {
      read.push({ event: parseFeedback(body), at });
    } catch (error) {
      if (!(error instanceof UnreadableEventError)) throw error;
      unreadable.push(error.message);
    }
  const kinds = read.map(({ event }) => event.kind);
  const came = (kind: Sent["kind"]) => read.find(({ event }) => event.kind === kind);
  const feedback = sent.filter(({ kind }) => kind !== "rendering-failure");
  const lost = feedback.filter(({ kind }) => came(kind) === undefined).map(({ kind }) => kind);
  const saw = `${seen.bodies.length} messages: ${[...kinds, ...unreadable].join(", ") || "none"}`;
  const nothing = lost.length > 0 && unreadable.length === 0;
  const untold = couldNotTell(`no ${lost.join(" and no ")} came; ${saw}`);

  return {
    "ses-reaches-topic": judged(seen.bodies.length > 0, saw),
    "setup-notice":
      kinds.includes("setup-notice") || unreadable.length > 0
        ? judged(unreadable.length === 0, saw)
        : couldNotTell(`no notice came; ${saw}`),
    "event-shapes": nothing ? untold : shapes(seen, read, unreadable, saw),
    "simulator-label": lost.length > 0 ? untold : labels(seen, read),
    "feedback-in-time": lost.length > 0 ? untold : inTime(feedback, came),
    "rendering-failure": renderingFailure(sent, came("rendering-failure") !== undefined, saw),
    "simulator-not-listed": judged(
      listed === "NotFoundException",
      listed === undefined ? "the bounced address is on SES's list" : `SES's list, asked for it: ${listed}`,
    ),
    "simulator-outside-quota": Number.isNaN(usedQuota)
      ? couldNotTell("GetAccount told no SentLast24Hours")
      : judged(usedQuota <= 0, `SentLast24Hours grew by ${usedQuota} over ${sent.length} mails`),
  };
}

function shapes(
  { configurationSet, accountId }: FeedbackSeen,
  read: readonly Read[],
  unreadable: readonly string[],
  saw: string,
): Finding {
  if (unreadable.length > 0) return doesNotHold(saw);
  const wrong = read.flatMap(({ event }) => {
    if (!("mail" in event)) return [];
    const { mail, kind } = event;
    return [
      ...(mail.sendingAccountId === accountId ? [] : [`${kind}: mail.sendingAccountId is not the account`]),
      ...(mail.configurationSet === configurationSet
        ? []
        : [`${kind}: the tag of the configuration set is missing`]),
      ...(mail.destination.length === 1 ? [] : [`${kind}: ${mail.destination.length} destinations of one`]),
      ...(kind !== "bounce" || event.bounceType === "Permanent" ? [] : [`bounce: ${event.bounceType}`]),
    ];
  });
  return judged(wrong.length === 0, wrong.length === 0 ? saw : wrong.join("; "));
}

/** Whether the program would suppress exactly the labelled addresses. */
function labels({ sent, configurationSet, accountId }: FeedbackSeen, read: readonly Read[]): Finding {
  const context = { accountId, streams: { [configurationSet]: "verify" }, topics: [] };
  const decided = read.map(({ event }) => decide(event, context));
  const suppressed = decided.flatMap(({ changes }) => changes.map(({ address }) => address));
  const wanted = sent.filter(({ kind }) => kind !== "rendering-failure").map(({ address }) => address);
  const missing = wanted.filter((address) => !suppressed.includes(address)).length;
  const outcomes = decided.map(({ outcome, reason }) => `${outcome} (${reason})`).join(", ");
  return judged(
    missing === 0,
    `${wanted.length - missing} of ${wanted.length} labelled addresses suppressed: ${outcomes}`,
  );
}

function inTime(feedback: readonly Sent[], came: (kind: Sent["kind"]) => Read | undefined): Finding {
  const waits = feedback.map(({ kind, at }) => ({ kind, ms: (came(kind)?.at ?? Infinity) - at }));
  return judged(
    waits.every(({ ms }) => ms <= WATCH_MS),
    waits.map(({ kind, ms }) => `${kind} after ${(ms / 1000).toFixed(0)} s`).join(", "),
  );
}

function renderingFailure(sent: readonly Sent[], came: boolean, saw: string): Finding {
  const refusal = sent.find(({ kind }) => kind === "rendering-failure")?.refusal;
  if (refusal !== undefined) return doesNotHold(`the mail that lacks a value was ${saidOf(refusal)} at once`);
  return came
    ? judged(true, "SES took the mail and told of the failure by an event")
    : couldNotTell(`no event came; ${saw}`);
}
