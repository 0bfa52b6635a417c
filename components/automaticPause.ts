import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arn } from "../iam/arns";
import { logGroupArn } from "../iam/lambda";
import { alarmArn, pausePolicy } from "../iam/pauseSending";
import { pauseAlarms } from "../monitoring/pauseAlarms";
import { stackResourceName } from "../names";
import { parameterName } from "../outputs";
import { queueWithPolicy } from "./feedbackQueue";
import { hourlySchedule } from "./hourlySchedule";
import { functionArn, functionName, lambdaFunction } from "./lambdaFunction";

const PURPOSE = "pause-sending";

/** A stream takes some four calls, of which SES may make each wait for seconds. */
const TIMEOUT_SECONDS = 60;

export interface PausableStream {
  name: string;
  configurationSet: string;
  /** The `at` of the pause record that the stack file released. */
  releasedAt?: string | undefined;
}

export interface AutomaticPauseArgs {
  stack: string;
  place: AwsPlace;
  /** The streams that switch themselves off, at least one; the others wake somebody who decides. */
  streams: readonly PausableStream[];
  /** The function's JavaScript, as one file. */
  code: string;
}

/** The ARN of the function that pause alarms invoke, known before the function is. */
export function pauseFunctionArn(stack: string, place: AwsPlace): string {
  return functionArn(stack, place, PURPOSE);
}

/** The queue of what the function could not do, for the alarm on dead letters. */
export function pauseDeadLetters(stack: string): { id: string; name: string } {
  return { id: `${PURPOSE}-failed`, name: stackResourceName("sqsQueue", stack, PURPOSE, "failed") };
}

/** The SSM parameter that says why a stream is off. The function makes it, so it is no resource of the stack. */
export function pauseParameterName(stack: string, stream: string): string {
  return `${pausePrefix(stack)}/${stream}`;
}

/**
 * Switches a stream off when one of its pause alarms goes off, and checks every hour that what must be off is. Nothing here
 * switches one on. What could not be done lies in a dead-letter queue.
 */
export class AutomaticPause extends pulumi.ComponentResource {
  /** The action of the pause alarms. */
  readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: AutomaticPauseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:AutomaticPause", name, {}, opts);
    const { stack, place } = args;
    const child = { parent: this };
    const streams = args.streams.map((stream) => ({ ...stream, alarms: pauseAlarms(stack, stream) }));
    const alarms = streams.flatMap((stream) => stream.alarms);
    const failed = pauseDeadLetters(stack);

    const deadLetters = queueWithPolicy(`${name}-failed`, { name: failed.name }, {}, child);
    const { fn } = lambdaFunction(
      name,
      {
        stack,
        place,
        purpose: PURPOSE,
        policy: pausePolicy({
          place,
          parameters: streams.map((stream) => pauseParameterName(stack, stream.name)),
          configurationSets: streams.map(({ configurationSet }) => configurationSet),
          alarms: alarms.map((alarm) => alarm.name),
          deadLettersArn: arn(place, "sqs", failed.name),
          logGroupArn: logGroupArn(place, functionName(stack, PURPOSE)),
        }),
        code: args.code,
        environment: {
          ACCOUNT_ID: place.accountId,
          PAUSE_PREFIX: pausePrefix(stack),
          STREAMS: JSON.stringify(
            Object.fromEntries(
              streams.map(({ name: stream, configurationSet, alarms: own, releasedAt }) => [
                stream,
                { configurationSet, alarms: own.map((alarm) => alarm.name), releasedAt },
              ]),
            ),
          ),
        },
        timeoutSeconds: TIMEOUT_SECONDS,
        deadLetterArn: deadLetters.queue.arn,
      },
      child,
    );

    // CloudWatch User Guide, "Invoke a Lambda function from an alarm".
    for (const alarm of alarms)
      new lambda.Permission(
        `${name}-${alarm.id}`,
        {
          statementId: alarm.id,
          action: "lambda:InvokeFunction",
          function: fn.name,
          principal: "lambda.alarms.cloudwatch.amazonaws.com",
          sourceArn: alarmArn(place, alarm.name),
          sourceAccount: place.accountId,
        },
        child,
      );
    hourlySchedule(
      name,
      {
        stack,
        place,
        purpose: PURPOSE,
        description: "Checks that every paused stream is off",
        fn,
      },
      child,
    );

    this.functionArn = fn.arn;
    this.registerOutputs({ functionArn: this.functionArn });
  }
}

/** The automatic pause of the streams that have one; none is made where no stream does. */
export function automaticPause(
  name: string,
  streams: readonly (PausableStream & { autoPause: boolean })[],
  args: Omit<AutomaticPauseArgs, "streams">,
  opts?: pulumi.ComponentResourceOptions,
): AutomaticPause | undefined {
  const pausing = streams.filter(({ autoPause }) => autoPause);
  return pausing.length > 0 ? new AutomaticPause(name, { ...args, streams: pausing }, opts) : undefined;
}

function pausePrefix(stack: string): string {
  return parameterName(stack, "pause");
}
