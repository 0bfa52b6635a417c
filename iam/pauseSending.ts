import { type AwsPlace, arn } from "./arns";
import { type PolicyDocument, type PolicyStatement, policy } from "./document";
import { writeTheLog } from "./lambda";

export interface PausePolicyArgs {
  place: AwsPlace;
  /** Names of the pause records in SSM; each begins with a slash. */
  parameters: readonly string[];
  configurationSets: readonly string[];
  /** Names of the pause alarms. */
  alarms: readonly string[];
  deadLettersArn: string;
  logGroupArn: string;
}

/**
 * What the pause function does: read and write its records, see and switch its streams, see its alarms, write its log; and
 * Lambda puts what failed into the dead-letter queue by the same role.
 *
 * IAM cannot tell on from off: `ses:PutConfigurationSetSendingOptions` has no condition key for the value, so the role could
 * switch these streams on. That it never does is the function's own doing: it has no code for it.
 *
 * `cloudwatch:DescribeAlarms` takes ARNs of metric alarms; composite ones would need `*` (Service Authorization Reference,
 * "Amazon CloudWatch"; CloudWatch API Reference, "DescribeAlarms").
 */
export function pausePolicy(args: PausePolicyArgs): PolicyDocument {
  const { place, parameters, configurationSets, alarms, deadLettersArn, logGroupArn } = args;
  const allow = (Sid: string, Action: string[], Resource: string | string[]): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  return policy(
    allow(
      "KeepThePauseRecords",
      ["ssm:GetParameter", "ssm:PutParameter"],
      parameters.map((name) => arn(place, "ssm", `parameter${name}`)),
    ),
    allow(
      "SwitchTheStreams",
      ["ses:GetConfigurationSet", "ses:PutConfigurationSetSendingOptions"],
      configurationSets.map((name) => arn(place, "ses", `configuration-set/${name}`)),
    ),
    allow(
      "SeeThePauseAlarms",
      ["cloudwatch:DescribeAlarms"],
      alarms.map((name) => alarmArn(place, name)),
    ),
    allow("KeepWhatFailed", ["sqs:SendMessage"], deadLettersArn),
    writeTheLog(logGroupArn),
  );
}

export function alarmArn(place: AwsPlace, name: string): string {
  return arn(place, "cloudwatch", `alarm:${name}`);
}
