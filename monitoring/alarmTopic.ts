import { type AwsPlace, arn } from "../iam/arns";
import { type PolicyDocument, policy } from "../iam/document";
import { stackResourceName } from "../names";

export function alarmTopicName(stack: string): string {
  return stackResourceName("snsTopic", stack, "alarms");
}

/** The alarm topic's ARN, known before the topic is. */
export function alarmTopicArn(stack: string, place: AwsPlace): string {
  return arn(place, "sns", alarmTopicName(stack));
}

/**
 * Lets CloudWatch publish to the alarm topic, for alarms that this program made in this account and Region only; nobody
 * else writes mail to people on call (SNS Developer Guide, "Example cases for Amazon SNS access control").
 */
export function alarmTopicPolicy(topicArn: string, place: AwsPlace): PolicyDocument {
  return policy({
    Sid: "AlarmsOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: topicArn,
    Condition: {
      StringEquals: { "aws:SourceAccount": place.accountId },
      ArnLike: { "aws:SourceArn": arn(place, "cloudwatch", "alarm:ses-launch-*") },
    },
  });
}
