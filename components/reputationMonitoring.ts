import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../iam/arns";
import { alarmInputs, alarmName } from "../monitoring/alarmInputs";
import { alarmTopicArn, alarmTopicName, alarmTopicPolicy } from "../monitoring/alarmTopic";
import { alarmDefinitions } from "../monitoring/alarms";
import { dashboardBody, dashboardName, dashboardUrl } from "../monitoring/dashboard";
import { feedbackNames } from "../monitoring/feedbackNames";
import { RUNBOOK_PATH } from "../monitoring/runbook";
import type { MonitoredStream } from "../monitoring/streamAlarms";
import { shortHash } from "../names";

export interface ReputationMonitoringArgs {
  stack: string;
  place: AwsPlace;
  /** The applications' streams; `autoPause` holds only with a `pauseActionArn`. */
  streams: readonly MonitoredStream[];
  /** Who hears of alarms. Each address gets a mail from SNS and hears nothing until its owner confirms. */
  alarmEmails: readonly string[];
  /** Whether the feedback topic also delivers to webhooks. */
  webhooks: boolean;
  /** Dead-letter queues beside those of the feedback pipeline; `id` tells them apart in alarm names. */
  deadLetterQueues?: readonly { id: string; name: string }[];
  /** What switches a stream off when its pause alarm goes off. Nothing does when absent. */
  pauseActionArn?: pulumi.Input<string>;
  /** Address of docs/runbook.md; its path in the repository when absent. */
  runbook?: string;
}

/**
 * Watches what AWS judges a sender by, and the pipeline that keeps it good: alarms to people by way of one topic, and a
 * dashboard. Every alarm reaches somebody; how soon stands at the beginning of its text.
 *
 * Pulumi cannot delete an e-mail subscription that nobody has confirmed; SNS does so after two days (SNS API Reference,
 * "Subscribe" and "ConfirmSubscription").
 */
export class ReputationMonitoring extends pulumi.ComponentResource {
  readonly alarmTopicArn: pulumi.Output<string>;
  readonly dashboardUrl: pulumi.Output<string>;
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: ReputationMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:ReputationMonitoring", name, {}, opts);
    const { stack, place, pauseActionArn, runbook = RUNBOOK_PATH } = args;
    const child = { parent: this };

    // No key: the alarms' texts name no person, and CloudWatch cannot use the AWS managed key of SNS.
    const topic = new sns.Topic(name, { name: alarmTopicName(stack), signatureVersion: 2 }, child);
    const mayPublish = new sns.TopicPolicy(
      `${name}-topic-policy`,
      { arn: topic.arn, policy: JSON.stringify(alarmTopicPolicy(alarmTopicArn(stack, place), place)) },
      { ...child, deletedWith: topic },
    );
    // Resource names show in every log, so they do not hold the address.
    for (const address of args.alarmEmails)
      new sns.TopicSubscription(
        `${name}-email-${shortHash(address)}`,
        { topic: topic.arn, protocol: "email", endpoint: address },
        child,
      );

    const names = feedbackNames(stack, args);
    const pipeline = {
      ...names,
      deadLetterQueues: [...names.deadLetterQueues, ...(args.deadLetterQueues ?? [])],
    };
    const streams = args.streams.map((stream) => ({
      ...stream,
      autoPause: stream.autoPause && pauseActionArn !== undefined,
    }));
    const definitions = alarmDefinitions({ stack, region: place.region, streams, pipeline, runbook });
    const alarms = definitions.map((alarm) => {
      const pausing = alarm.pauses !== undefined && pauseActionArn !== undefined ? [pauseActionArn] : [];
      return new cloudwatch.MetricAlarm(
        `${name}-${alarm.id}`,
        {
          ...alarmInputs(stack, alarm),
          alarmActions: [topic.arn, ...pausing],
          okActions: [topic.arn],
        },
        { ...child, dependsOn: [mayPublish] },
      );
    });

    const alarmNames = definitions.map(({ id }) => alarmName(stack, id));
    const dashboard = new cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: dashboardName(stack),
        dashboardBody: JSON.stringify(
          dashboardBody({ stack, place, streams, pipeline, alarmNames, runbook }),
        ),
      },
      child,
    );

    this.alarmTopicArn = topic.arn;
    this.dashboardUrl = dashboard.dashboardName.apply((made) => dashboardUrl(place.region, made));
    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({
      alarmTopicArn: this.alarmTopicArn,
      dashboardUrl: this.dashboardUrl,
      alarmNames: this.alarmNames,
    });
  }
}
