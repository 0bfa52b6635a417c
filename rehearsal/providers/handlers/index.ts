/** Everything the stand-in providers play. A new type is one entry in a file of its service, listed here. */
import type { Handlers, ProviderName } from "../handler";
import { cloudwatchResources } from "./cloudwatch";
import { dnsResources } from "./dns";
import { getDnsRecords } from "./dnsQuery";
import { dynamodbResources } from "./dynamodb";
import { eventsResources } from "./events";
import { iamResources } from "./iam";
import { kmsResources } from "./kms";
import { lambdaResources } from "./lambda";
import { logsResources } from "./logs";
import { schedulerResources } from "./scheduler";
import { serviceQuota } from "./serviceQuota";
import { sesResources } from "./ses";
import { snsResources } from "./sns";
import { sqsResources } from "./sqs";
import { ssmResources } from "./ssm";

export const HANDLERS: Readonly<Record<ProviderName, Handlers>> = {
  aws: {
    resources: [
      ...sesResources,
      ...snsResources,
      ...sqsResources,
      ...iamResources,
      ...lambdaResources,
      ...logsResources,
      ...dynamodbResources,
      ...ssmResources,
      ...kmsResources,
      ...cloudwatchResources,
      ...eventsResources,
      ...schedulerResources,
      serviceQuota,
    ],
    invokes: [],
  },
  cloudflare: { resources: [...dnsResources], invokes: [getDnsRecords] },
};
