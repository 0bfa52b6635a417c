/** AWS KMS. Rules follow internal/service/kms of terraform-provider-aws, exceptions the KMS API Reference. */
import { randomUUID } from "node:crypto";
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output } from "../rules";
import { findBy } from "./find";
import { ALIAS, KEY } from "./names";
import { policyFailures } from "./sqs";

const key: AwsDescription = {
  type: KEY,
  title: "KMS Key",
  service: "KMS",
  calls: { create: "CreateKey", update: "PutKeyPolicy" },
  id: () => randomUUID(),
  taggable: true,
  rules: {
    description: { is: "string", computed: true, max: 8192 },
    policy: { is: "string", computed: true },
    enableKeyRotation: { is: "boolean", serviceDefault: false },
    deletionWindowInDays: { is: "number", min: 7, max: 30 },
    isEnabled: { is: "boolean", default: true, serviceDefault: true },
    multiRegion: { is: "boolean", forceNew: true, computed: true, serviceDefault: false },
    keyUsage: { is: "string", forceNew: true, default: "ENCRYPT_DECRYPT", serviceDefault: "ENCRYPT_DECRYPT" },
    arn: output("string"),
    keyId: output("string"),
  },
  validate: ({ policy }) => policyFailures(policy),
  make: (_wanted, object) => ({ arn: arnOf("kms", object, `key/${object.id}`), keyId: object.id }),
};

const alias: AwsDescription = {
  type: ALIAS,
  title: "KMS Alias",
  service: "KMS",
  calls: { create: "CreateAlias", update: "UpdateAlias" },
  id: "name",
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
      patternMeans: "must begin with alias/ and not with alias/aws/",
    },
    targetKeyId: { is: "string", required: true },
    arn: output("string"),
    targetKeyArn: output("string"),
  },
  refuse: ({ targetKeyId }, _key, _op, { cloud }) =>
    findBy(cloud, KEY, "keyId", targetKeyId) === undefined
      ? "NotFoundException: Key does not exist"
      : undefined,
  duplicate: (id) => `AlreadyExistsException: An alias with the name ${id} already exists`,
  make: ({ targetKeyId }, object, { cloud }) => ({
    arn: arnOf("kms", object, object.id),
    targetKeyArn: findBy(cloud, KEY, "keyId", targetKeyId)?.properties["arn"] ?? "",
  }),
};

export const kmsResources = [key, alias].map(awsResource);
