import { type AwsPlace, arn } from "./arns";
import { type PolicyDocument, type PolicyStatement, policy } from "./document";

/**
 * Whom a function's role trusts: Lambda, for this one function. Only principals of the account can give Lambda the role
 * (`iam:PassRole`), and no source says that Lambda tells the two keys in every call, so they bind where they are.
 *
 * @param purpose what the function is for, such as `feedback`: small letters and hyphens
 */
export function functionTrust(purpose: string, functionArn: string, accountId: string): PolicyDocument {
  const inCapitals = purpose.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return policy({
    Sid: `The${inCapitals}Function`,
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEqualsIfExists: { "aws:SourceAccount": accountId },
      ArnEqualsIfExists: { "aws:SourceArn": functionArn },
    },
  });
}

/** What every function needs to write its log; the group itself belongs to the stack. */
export function writeTheLog(logGroupArn: string): PolicyStatement {
  return {
    Sid: "WriteTheLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}

/** ARN of the log group that Lambda gives a function of this name. */
export function logGroupArn(place: AwsPlace, functionName: string): string {
  return arn(place, "logs", `log-group:${logGroupName(functionName)}`);
}

export function logGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
