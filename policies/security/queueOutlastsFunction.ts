import { ifKnown, type Known, together } from "../known";
import { numberAt, type ResourceView, textAt } from "../resource";
import { cannotKnow, judge, type Rule, stackRule, type Violation } from "../rule";
import { T } from "../types";
import { pointsTo } from "./references";

/** Seconds, where the program leaves them out (Lambda `CreateFunction` Timeout; SQS `CreateQueue` VisibilityTimeout). */
const DEFAULT_FUNCTION_TIMEOUT = 3;
const DEFAULT_VISIBILITY_TIMEOUT = 30;

/** Lambda Developer Guide, "Using Lambda with Amazon SQS": six times the function's time limit, plus the batching window. */
const RECOMMENDED_FACTOR = 6;

const TYPES = [T.eventSourceMapping, T.queue, T.lambda];
const URL = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html";

/** Seconds. */
interface Times {
  readonly visibility: number;
  readonly timeout: number;
  readonly window: number;
}

/** A message that comes back while it is being processed is processed twice, and ends in the dead-letter queue. */
export const queueOutlastsFunction: Rule = stackRule(
  {
    name: "ses-queue-outlasts-function",
    description:
      "A queue hides a message at least as long as the function that reads it may run; otherwise the message comes back while it is being processed, and Lambda refuses the mapping.",
    severity: "high",
    remediation:
      "Raise the queue's visibilityTimeoutSeconds to six times the function's timeout, at least to the timeout.",
    url: URL,
    types: TYPES,
  },
  (resources) =>
    judgeMappings(resources, "a message stays hidden while it is processed", ({ visibility, timeout }) =>
      visibility < timeout
        ? `its visibility timeout of ${visibility} s is shorter than the ${timeout} s that the function may run. Raise visibilityTimeoutSeconds to ${RECOMMENDED_FACTOR * timeout}.`
        : undefined,
    ),
);

/** Room for retries when Lambda is throttled. */
export const queueOutlastsRetries: Rule = stackRule(
  {
    name: "ses-queue-outlasts-retries",
    description:
      "A queue hides a message for six times the function's timeout plus the batching window, as AWS advises, so that a throttled function does not lose messages to the dead-letter queue.",
    severity: "low",
    remediation:
      "Raise the queue's visibilityTimeoutSeconds to six times the function's timeout plus the batching window.",
    url: URL,
    advisory: true,
    types: TYPES,
  },
  (resources) =>
    judgeMappings(resources, "a throttled function loses no message", ({ visibility, timeout, window }) => {
      const advised = RECOMMENDED_FACTOR * timeout + window;
      // Below the timeout itself the other rule speaks.
      return visibility >= timeout && visibility < advised
        ? `its visibility timeout of ${visibility} s leaves little room for retries; AWS advises ${advised} s for this function.`
        : undefined;
    }),
);

function judgeMappings(
  resources: readonly ResourceView[],
  what: string,
  fault: (times: Times) => string | undefined,
): readonly Violation[] {
  return resources
    .filter(({ type }) => type === T.eventSourceMapping)
    .flatMap((mapping): readonly Violation[] => {
      const source = ifKnown(textAt(mapping, "eventSourceArn"));
      if (source !== undefined && !/^arn:[^:]*:sqs:/.test(source)) return [];
      const queue = pointsTo(mapping, "eventSourceArn", T.queue, resources);
      const fn = pointsTo(mapping, "functionName", T.lambda, resources);
      for (const end of [queue, fn]) if ("unknown" in end) return [cannotKnow(mapping, end.unknown, what)];
      // What another stack made is that stack's to judge.
      if (!("known" in queue) || !("known" in fn)) return [];
      const times = together(
        orDefault(numberAt(queue.known, "visibilityTimeoutSeconds"), DEFAULT_VISIBILITY_TIMEOUT),
        orDefault(numberAt(fn.known, "timeout"), DEFAULT_FUNCTION_TIMEOUT),
        orDefault(numberAt(mapping, "maximumBatchingWindowInSeconds"), 0),
      );
      return judge(queue.known, times, what, (all) => {
        const [visibility = 0, timeout = 0, window = 0] = all ?? [];
        return fault({ visibility, timeout, window });
      });
    });
}

function orDefault(value: Known<number>, otherwise: number): Known<number> {
  return "absent" in value ? { known: otherwise } : value;
}
