import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { PartialItemFailureResponse } from "@aws-lambda-powertools/batch/types";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { decide } from "../../mail/events/decide";
import type { Decision, DecisionContext, DecisionReason, Outcome } from "../../mail/events/decision";
import { parseFeedback } from "../../mail/events/parse";
import { UnreadableEventError } from "../../mail/events/unreadableEvent";
import type { Telling } from "../powertools";
import { apply } from "./apply";
import { FEEDBACK_METRICS as METRICS, type FeedbackMetric } from "./metricNames";
import { StoreError, type SuppressionStore } from "./store";

export interface HandlerParts {
  store: SuppressionStore;
  context: DecisionContext;
  telling: Telling<FeedbackMetric>;
}

export type FeedbackHandler = (
  event: unknown,
  context: Context,
) => Promise<PartialItemFailureResponse | undefined>;

/** An answer to `ReportBatchItemFailures`: the failed records alone come again. */
const processor = () => new BatchProcessor(EventType.SQS);

/**
 * The feedback function: a batch of SQS messages, or one event straight from EventBridge, into the suppression table. Each
 * record succeeds or fails alone; a failed one comes again and ends in the dead-letter queue.
 *
 * @throws UnreadableEventError, StoreError, or an Error without content, for an event that did not come in a batch
 */
export function createHandler({ store, context, telling }: HandlerParts): FeedbackHandler {
  const handle = async (body: unknown, messageId: string): Promise<void> => {
    try {
      await handleOne(store, context, telling, body);
    } catch (error) {
      tellFailure(telling, error, messageId);
      // Lambda logs the text of what a direct invocation throws.
      throw isSafe(error) ? error : new Error("The event could not be processed; the log says where");
    }
  };

  return async (event, lambdaContext) => {
    try {
      if (!isBatch(event)) {
        await handle(event, lambdaContext.awsRequestId);
        return undefined;
      }
      return await processPartialResponse(
        event,
        (record: SQSRecord) => handle(record.body, record.messageId),
        processor(),
        // When all fail, the answer says so as well; throwing would only add an error whose text Lambda logs.
        { context: lambdaContext, throwOnFullBatchFailure: false },
      );
    } finally {
      telling.publish();
    }
  };
}

async function handleOne(
  store: SuppressionStore,
  context: DecisionContext,
  telling: Telling<FeedbackMetric>,
  body: unknown,
): Promise<void> {
  const event = parseFeedback(body);
  const decision = decide(event, context);
  if (!("mail" in event)) {
    telling.count(METRICS.ignored, 1);
    return;
  }
  const { written, duplicates } = await apply(store, event, decision);
  if (written > 0) telling.count(OUTCOME_METRICS[decision.outcome], written);
  if (duplicates > 0) telling.count(METRICS.duplicates, duplicates);
  if (written > 0) tellDecision(telling, decision, event.mail.messageId);
}

const OUTCOME_METRICS: Readonly<Record<Outcome, FeedbackMetric>> = {
  suppress: METRICS.suppressed,
  "soft-bounce": METRICS.softBounces,
  unsubscribe: METRICS.unsubscribed,
  resubscribe: METRICS.resubscribed,
  "record-only": METRICS.recorded,
  ignore: METRICS.ignored,
};

/** Decisions that a person should hear of, because they point at a mistake or at somebody who is up to something. */
const REMARKABLE: Readonly<Partial<Record<DecisionReason, FeedbackMetric>>> = {
  "foreign-account": METRICS.foreignAccount,
  "message-complaint": METRICS.messageComplaints,
  "complaint-unattributable": METRICS.unattributable,
  "rejected-by-ses": METRICS.rejects,
  "rendering-failure": METRICS.renderingFailures,
};

/** SES's id of a message names no person; with it the sender's own log finds the mail. */
function tellDecision(telling: Telling<FeedbackMetric>, decision: Decision, messageId: string): void {
  const { reason, stream, strangers } = decision;
  const metric = REMARKABLE[reason];
  if (metric !== undefined) telling.count(metric, 1);
  if (strangers > 0) telling.count(METRICS.strangers, strangers);
  if (metric !== undefined || strangers > 0)
    telling.warn("An event that somebody should look at", {
      reason,
      stream: stream ?? "unknown",
      sesMessageId: messageId,
      addressesNotMailed: strangers,
    });
}

function tellFailure(telling: Telling<FeedbackMetric>, error: unknown, sqsMessageId: string): void {
  const unreadable = error instanceof UnreadableEventError;
  telling.count(unreadable ? METRICS.unreadable : METRICS.failed, 1);
  telling.error(unreadable ? "An event that cannot be read" : "An event that could not be written", {
    sqsMessageId,
    ...(isSafe(error) ? { why: error.message } : whereOf(error)),
  });
}

/** Whether an error's text is of fixed words. Other errors may hold what they failed on. */
function isSafe(error: unknown): error is UnreadableEventError | StoreError {
  return error instanceof UnreadableEventError || error instanceof StoreError;
}

/** Kind and place of an error that nobody expected. */
function whereOf(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { why: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return { why: error.name, where: frames.slice(0, 3).join(" ") };
}

function isBatch(event: unknown): event is SQSEvent {
  return (
    typeof event === "object" && event !== null && Array.isArray((event as { Records?: unknown }).Records)
  );
}
