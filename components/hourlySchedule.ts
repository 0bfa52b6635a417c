import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arn } from "../iam/arns";
import { stackResourceName } from "../names";

export interface HourlyScheduleArgs {
  stack: string;
  place: AwsPlace;
  /** What the function is for; the rule's name ends in it. */
  purpose: string;
  /** What happens every hour, for whoever finds the rule in the console. */
  description: string;
  fn: lambda.Function;
}

/**
 * Invokes a function every hour, by EventBridge. The event says `source: "aws.events"` (EventBridge User Guide, "Creating a
 * rule that runs on a schedule"). The permission names the one rule, whose ARN holds the account: no source says that
 * EventBridge tells Lambda `aws:SourceAccount` as well.
 */
export function hourlySchedule(
  name: string,
  { stack, place, purpose, description, fn }: HourlyScheduleArgs,
  child: { parent: pulumi.ComponentResource },
): void {
  const ruleName = stackResourceName("eventBridgeRule", stack, purpose);
  const rule = new cloudwatch.EventRule(
    `${name}-hourly`,
    { name: ruleName, description, scheduleExpression: "rate(1 hour)" },
    child,
  );
  const allowed = new lambda.Permission(
    `${name}-hourly-permission`,
    {
      statementId: "hourly",
      action: "lambda:InvokeFunction",
      function: fn.name,
      principal: "events.amazonaws.com",
      sourceArn: arn(place, "events", `rule/${ruleName}`),
    },
    child,
  );
  new cloudwatch.EventTarget(
    `${name}-hourly-target`,
    { rule: rule.name, targetId: "function", arn: fn.arn },
    { ...child, dependsOn: [allowed] },
  );
}
