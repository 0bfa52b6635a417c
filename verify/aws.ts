import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Credentials, STSClient } from "@aws-sdk/client-sts";
import type { Clients, RoleClients } from "./kit";

/** A call that hangs helps nobody: milliseconds. */
const requestHandler = { requestTimeout: 10_000, throwOnRequestTimeout: true, connectionTimeout: 5_000 };

/** AWS by the SDK, with the environment's credentials. */
export function sdkClients(region: string): Clients {
  const config = { region, requestHandler };
  return {
    ses: new SESv2Client(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    cloudwatch: new CloudWatchClient(config),
    iam: new IAMClient(config),
    sts: new STSClient(config),
    lambda: new LambdaClient(config),
  };
}

export function sdkRoleClients(region: string, credentials: Credentials): RoleClients {
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials;
  const config = {
    region,
    requestHandler,
    credentials: {
      accessKeyId: AccessKeyId ?? "",
      secretAccessKey: SecretAccessKey ?? "",
      ...(SessionToken !== undefined && { sessionToken: SessionToken }),
    },
  };
  return { ses: new SESv2Client(config), cloudwatch: new CloudWatchClient(config) };
}
