/** Amazon DynamoDB. Rules follow internal/service/dynamodb of terraform-provider-aws, exceptions the DynamoDB API Reference. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output, type Failure } from "../rules";
import { isProps, sameSet, UNKNOWN, type Props } from "../values";
import { TABLE } from "./names";

const table: AwsDescription = {
  type: TABLE,
  title: "DynamoDB Table",
  service: "DynamoDB",
  calls: { create: "CreateTable", update: "UpdateTable" },
  id: "name",
  taggable: true,
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^[A-Za-z0-9_.-]{3,255}$/,
      patternMeans: "3 to 255 letters, digits and _ . -",
    },
    billingMode: {
      is: "string",
      oneOf: ["PROVISIONED", "PAY_PER_REQUEST"],
      default: "PROVISIONED",
      serviceDefault: "PROVISIONED",
    },
    hashKey: { is: "string", required: true, forceNew: true },
    rangeKey: { is: "string", forceNew: true },
    attributes: {
      is: "list",
      same: sameSet,
      items: {
        is: "object",
        fields: {
          name: { is: "string", required: true },
          type: { is: "string", required: true, oneOf: ["S", "N", "B"] },
        },
      },
    },
    ttl: {
      is: "object",
      computed: true,
      fields: { attributeName: { is: "string" }, enabled: { is: "boolean", serviceDefault: false } },
    },
    pointInTimeRecovery: {
      is: "object",
      computed: true,
      serviceDefault: { enabled: false },
      fields: {
        enabled: { is: "boolean", required: true },
        recoveryPeriodInDays: { is: "number", computed: true, min: 1, max: 35, serviceDefault: 35 },
      },
    },
    serverSideEncryption: {
      is: "object",
      computed: true,
      fields: { enabled: { is: "boolean", required: true }, kmsKeyArn: { is: "string", computed: true } },
    },
    deletionProtectionEnabled: { is: "boolean", serviceDefault: false },
    tableClass: {
      is: "string",
      oneOf: ["STANDARD", "STANDARD_INFREQUENT_ACCESS"],
      default: "STANDARD",
      serviceDefault: "STANDARD",
    },
    readCapacity: { is: "number", computed: true, min: 0 },
    writeCapacity: { is: "number", computed: true, min: 0 },
    streamEnabled: { is: "boolean", serviceDefault: false },
    arn: output("string"),
    streamArn: output("string"),
  },
  validate: (inputs) => [...keyFailures(inputs), ...capacityFailures(inputs)],
  duplicate: (id) => `ResourceInUseException: Table already exists: ${id}`,
  make: (_wanted, key) => ({
    arn: arnOf("dynamodb", key, `table/${key.id}`),
    streamArn: "",
    readCapacity: 0,
    writeCapacity: 0,
  }),
  refuseDelete: ({ id, properties }) =>
    properties["deletionProtectionEnabled"] === true
      ? `deleting Amazon DynamoDB Table (${id}): operation error DynamoDB: DeleteTable, https response error StatusCode: 400, ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`
      : undefined,
};

/** Exactly the attributes of the keys are declared (DynamoDB API Reference, "CreateTable"). */
function keyFailures({ hashKey, rangeKey, attributes }: Props): Failure[] {
  const declared = (Array.isArray(attributes) ? attributes : []).map((one) =>
    isProps(one) ? one["name"] : one,
  );
  const keys = [hashKey, rangeKey].filter((key) => key !== undefined);
  if (keys.includes(UNKNOWN) || declared.includes(UNKNOWN)) return [];
  const isSame = keys.length === declared.length && keys.every((key) => declared.includes(key));
  return isSame
    ? []
    : [{ property: "attributes", reason: "all attributes must be indexed, and all keys declared" }];
}

function capacityFailures({ billingMode, readCapacity, writeCapacity }: Props): Failure[] {
  if (billingMode !== "PROVISIONED") return [];
  return Object.entries({ readCapacity, writeCapacity })
    .filter(([, value]) => value === undefined || value === 0)
    .map(([property]) => ({ property, reason: `${property} must be > 0 when billingMode is PROVISIONED` }));
}

export const dynamodbResources = [table].map(awsResource);
