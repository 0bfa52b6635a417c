import * as pulumi from "@pulumi/pulumi";
import { type PauseFacts, whyNotSwitchOn, whyStillPaused } from "../checklist/maySwitchOn";
import { parsePauseRecord } from "../mail/pause/record";
import { liveAccount, notAsked } from "./account";

export interface GuardedStream {
  name: string;
  configurationSet: string;
  /** Name of the parameter that holds its pause record. */
  pauseParameter: string;
  /** Names of the alarms that may pause it. */
  pauseAlarms: readonly string[];
  releasedAt?: string | undefined;
}

export interface StreamMaySendArgs {
  stack: string;
  region: string;
  recipientsRestricted: boolean;
  streams: readonly GuardedStream[];
  /** What of the checklist stops a stream, a line each; known once the gate is. */
  unproven: Promise<readonly string[]>;
}

const NOTHING_ON = "No stream was switched on.";

/**
 * Runs before a stream's configuration set is created or changed, and refuses to switch its sending on when AWS, the
 * stream's pause record or the checklist says no. In a preview it asks for the pause record alone, the one thing that no
 * policy sees: a refusal there would end the preview before the policies have told what is missing.
 *
 * One hook serves all streams, because a name may be registered once. Credentials are the ambient ones that the provider
 * uses. The SDK is loaded only here: almost no run switches a stream on.
 */
export function streamMaySend(name: string, args: StreamMaySendArgs): pulumi.ResourceHook {
  // Asked now: inside a hook nothing tells whether the program runs for a preview.
  const isPreview = pulumi.runtime.isDryRun();
  const account = once(() => liveAccount(args.region, NOTHING_ON));
  return new pulumi.ResourceHook(
    name,
    async ({ oldOutputs, newInputs }) => {
      const set = propertyOf(newInputs, "configurationSetName");
      const stream = args.streams.find(({ configurationSet }) => configurationSet === set);
      if (!stream || isOn(oldOutputs) || !isOn(newInputs)) return;
      const { stack, recipientsRestricted, region } = args;
      const facts = {
        stack,
        stream: stream.name,
        recipientsRestricted,
        pause: await pauseOf(stream, region),
      };
      const reason = isPreview
        ? whyStillPaused(facts)
        : whyNotSwitchOn({ ...facts, account: await account(), unproven: await args.unproven });
      if (reason !== undefined) throw new Error(reason);
    },
    { onDryRun: true },
  );
}

/** AWS's default is on (SES API v2, `SendingOptions`). */
function isOn(properties: unknown): boolean {
  if (properties === undefined) return false;
  return propertyOf(propertyOf(properties, "sendingOptions"), "sendingEnabled") !== false;
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

async function pauseOf(stream: GuardedStream, region: string): Promise<PauseFacts> {
  const record = await pauseRecord(stream.pauseParameter, region);
  const { releasedAt } = stream;
  return { record, releasedAt, alarms: record ? await alarmStates(stream.pauseAlarms, region) : {} };
}

async function pauseRecord(parameter: string, region: string) {
  const { GetParameterCommand, ParameterNotFound, SSMClient } = await import("@aws-sdk/client-ssm");
  const client = new SSMClient({ region });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter }));
    return parsePauseRecord(Parameter?.Value ?? "");
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw notAsked(`the pause record ${parameter}`, region, error, NOTHING_ON);
  } finally {
    client.destroy();
  }
}

async function alarmStates(names: readonly string[], region: string): Promise<Record<string, string>> {
  if (names.length === 0) return {};
  const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = new CloudWatchClient({ region });
  try {
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [...names] }));
    return Object.fromEntries(
      MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName ?? "", StateValue ?? "unknown"]),
    );
  } catch (error) {
    throw notAsked("the state of the pause alarms", region, error, NOTHING_ON);
  } finally {
    client.destroy();
  }
}

/** The account is the same for every stream, and its API takes one call a second (SES Developer Guide, "Service quotas"). */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
