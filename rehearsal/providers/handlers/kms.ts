/** AWS KMS. Rules follow internal/service/kms of terraform-provider-aws, exceptions the KMS API Reference. */
import { randomUUID } from "node:crypto";
import { arnOf, awsResource, type AwsDescription } from "../aws";
import type { Cloud, LiveObject } from "../cloud";
import { output } from "../rules";
import { isAbsent, type Value } from "../values";
import { jsonText, policyFailures } from "./documents";
import { findBy } from "./find";
import { ALIAS, KEY } from "./names";

const key: AwsDescription = {
  type: KEY,
  title: "KMS Key",
  service: "KMS",
  calls: { create: "CreateKey", update: "PutKeyPolicy" },
  id: () => randomUUID(),
  taggable: true,
  rules: {
    description: { is: "string", computed: true, max: 8192 },
    policy: { ...jsonText, computed: true, max: 32_768 },
    enableKeyRotation: { is: "boolean", serviceDefault: false },
    deletionWindowInDays: { is: "number", min: 7, max: 30 },
    isEnabled: { is: "boolean", default: true, serviceDefault: true },
    bypassPolicyLockoutSafetyCheck: { is: "boolean", default: false, serviceDefault: false },
    multiRegion: { is: "boolean", forceNew: true, computed: true, serviceDefault: false },
    keyUsage: { is: "string", forceNew: true, default: "ENCRYPT_DECRYPT", serviceDefault: "ENCRYPT_DECRYPT" },
    arn: output("string"),
    keyId: output("string"),
  },
  validate: ({ policy }) => policyFailures(policy),
  // Who makes the key must be able to change its policy [terraform-aws-modules/terraform-aws-kms#14]. The rehearsal's
  // caller is known by its account alone.
  refuse: ({ policy, bypassPolicyLockoutSafetyCheck: bypassed }, { scope }) =>
    isAbsent(policy) || bypassed === true || namesAccount(policy, scope.split("/")[0] ?? "")
      ? undefined
      : "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
  make: (_wanted, object) => ({
    arn: arnOf("kms", object, `key/${object.id}`),
    keyId: object.id,
    policy: defaultPolicy(object.scope.split("/")[0] ?? ""),
  }),
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
    keyOf(cloud, targetKeyId) === undefined ? "NotFoundException: Key does not exist" : undefined,
  duplicate: (id) => `AlreadyExistsException: An alias with the name ${id} already exists`,
  make: (_wanted, object) => ({ arn: arnOf("kms", object, object.id) }),
  live: ({ properties }, _inputs, { cloud }) => ({
    targetKeyArn: keyOf(cloud, properties["targetKeyId"])?.properties["arn"] ?? "",
  }),
};

export const kmsResources = [key, alias].map(awsResource);

/**
 * The customer managed key that a setting names by its id, ARN, alias or alias's ARN. AWS managed keys such as
 * `alias/aws/sns` are none.
 */
export function keyOf(cloud: Cloud, name: Value | undefined): LiveObject | undefined {
  const direct = findBy(cloud, KEY, "keyId", name) ?? findBy(cloud, KEY, "arn", name);
  if (direct !== undefined) return direct;
  const named = findBy(cloud, ALIAS, "name", name) ?? findBy(cloud, ALIAS, "arn", name);
  return named && keyOf(cloud, named.properties["targetKeyId"]);
}

function namesAccount(policy: Value | undefined, account: string): boolean {
  return (
    typeof policy === "string" &&
    new RegExp(`arn:aws[a-z-]*:iam::${account}:|"AWS":\\s*"(\\*|${account})"`).test(policy)
  );
}

/** A key without a policy gets one that leaves all to IAM (KMS Developer Guide, "Default key policy"). */
function defaultPolicy(account: string): string {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  const Statement = [
    { Sid: "Enable IAM User Permissions", Effect: "Allow", Principal, Action: "kms:*", Resource: "*" },
  ];
  return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement });
}
