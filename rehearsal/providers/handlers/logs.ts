/** CloudWatch Logs. Rules follow internal/service/logs of terraform-provider-aws. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output } from "../rules";
import { LOG_GROUP } from "./names";

/** PutRetentionPolicy, CloudWatch Logs API Reference; 0 is for ever. */
const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const logGroup: AwsDescription = {
  type: LOG_GROUP,
  title: "CloudWatch Logs Log Group",
  service: "CloudWatch Logs",
  calls: { create: "CreateLogGroup", update: "PutRetentionPolicy" },
  id: "name",
  taggable: true,
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^[.\-_/#A-Za-z0-9]{1,512}$/,
      patternMeans: "1 to 512 letters, digits and . - _ / #",
    },
    retentionInDays: { is: "number", serviceDefault: 0 },
    kmsKeyId: { is: "string" },
    skipDestroy: { is: "boolean", default: false, serviceDefault: false },
    logGroupClass: { is: "string", forceNew: true, computed: true, serviceDefault: "STANDARD" },
    arn: output("string"),
  },
  validate: ({ retentionInDays: days }) =>
    typeof days === "number" && !RETENTION_DAYS.includes(days)
      ? [
          {
            property: "retentionInDays",
            reason: `expected "retentionInDays" to be one of ${RETENTION_DAYS.join(", ")}, got ${days}`,
          },
        ]
      : [],
  duplicate: () => "ResourceAlreadyExistsException: The specified log group already exists",
  make: (_wanted, key) => ({ arn: arnOf("logs", key, `log-group:${key.id}`) }),
};

export const logsResources = [logGroup].map(awsResource);
