import { pauseParameterName } from "./components/automaticPause";
import { feedbackQueueArn, feedbackTopicArn } from "./components/feedbackPipeline";
import { type AccountRequest, requestOf } from "./components/productionAccess/request";
import type { SendingQuotaArgs } from "./components/sendingQuota";
import { suppressionTableArn } from "./components/suppressionList";
import type { AwsPlace } from "./iam/arns";
import { childName } from "./mail/domains";
import { CANARY, configurationSetName, pausesByItself } from "./mail/streams";
import { pauseAlarms } from "./monitoring/pauseAlarms";
import type { StackSettings } from "./settings";

/** A stream of applications, as this deployment wants it. */
export interface StreamPlan {
  readonly name: string;
  readonly configurationSet: string;
  /** Whether it is to send: at `live`, unless the stack file says that it is paused. */
  readonly sends: boolean;
  readonly raw: boolean;
  readonly maxDeliverySeconds: number | undefined;
  readonly topic: { displayName: string; description: string } | undefined;
  /** Whether its pause alarms switch it off by themselves. */
  readonly autoPause: boolean;
  /** The pause that the stack file releases. */
  readonly releasedAt: string | undefined;
  /** Name of the parameter that holds its pause record. */
  readonly pauseParameter: string;
  /** Names of the alarms at its pause line. */
  readonly pauseAlarms: readonly string[];
}

/** What follows from a stack's settings before anything is made: names and ARNs are chosen, so all of it is known. */
export interface StackPlan {
  readonly place: AwsPlace;
  readonly mailFromDomain: string;
  /** Beyond `prepare`: what proves the checklist must stay. */
  readonly launched: boolean;
  /** At `live`. */
  readonly live: boolean;
  readonly recipientsRestricted: boolean;
  /** What AWS is asked for. */
  readonly request: AccountRequest | undefined;
  /** What Service Quotas is asked for: nothing, unless the stack file says so. */
  readonly quota: SendingQuotaArgs;
  readonly streams: readonly StreamPlan[];
  /** Configuration set of the canary stream. */
  readonly canary: string;
  /** Every stream, the canary among them, by configuration set. */
  readonly streamsBySet: Readonly<Record<string, string>>;
  readonly setsByStream: Readonly<Record<string, string>>;
  /** The configuration set of a stream's name, also where the stack has no such stream. */
  readonly setOf: (stream: string) => string;
  /** Streams that people may unsubscribe from. */
  readonly topics: Readonly<Record<string, NonNullable<StreamPlan["topic"]>>>;
  readonly topicArn: string;
  readonly queueArn: string;
  readonly tableArn: string;
}

export function planOf(settings: StackSettings): StackPlan {
  const { stack, region, accountId, launchStage } = settings;
  const place = { region, accountId };
  const live = launchStage === "live";
  const launched = launchStage !== "prepare";
  const setOf = (stream: string) => configurationSetName(stack, stream);
  const streams = Object.entries(settings.streams).map(([name, stream]) => {
    const configurationSet = setOf(name);
    return {
      name,
      configurationSet,
      sends: live && stream.paused === undefined,
      raw: stream.raw,
      maxDeliverySeconds: stream.maxDeliverySeconds,
      topic: stream.topic,
      autoPause: pausesByItself(name, stream.autoPause),
      releasedAt: stream.release?.pausedAt,
      pauseParameter: pauseParameterName(stack, name),
      pauseAlarms: pauseAlarms(stack, { name, configurationSet }).map((alarm) => alarm.name),
    } satisfies StreamPlan;
  });
  const canary = setOf(CANARY);
  const all = [...streams, { name: CANARY, configurationSet: canary }];
  return {
    place,
    mailFromDomain: childName(settings.mailFromSubdomain, settings.domain),
    launched,
    live,
    recipientsRestricted: settings.allowedRecipients !== undefined,
    request: requestOf(settings),
    quota: { region, asked: settings.sendingQuota },
    streams,
    canary,
    streamsBySet: Object.fromEntries(all.map(({ name, configurationSet }) => [configurationSet, name])),
    setsByStream: Object.fromEntries(all.map(({ name, configurationSet }) => [name, configurationSet])),
    setOf,
    topics: Object.fromEntries(streams.flatMap(({ name, topic }) => (topic ? [[name, topic]] : []))),
    topicArn: feedbackTopicArn(stack, place),
    queueArn: feedbackQueueArn(stack, place),
    tableArn: suppressionTableArn(stack, place),
  };
}
