/** AWS IAM. Rules follow internal/service/iam of terraform-provider-aws, exceptions the IAM API Reference. */
import { awsResource, type AwsDescription } from "../aws";
import type { Cloud } from "../cloud";
import { allows } from "../policyDocument";
import { output } from "../rules";
import { knownString, textOf, type Value } from "../values";
import { policyFailures, policyText } from "./documents";
import { findBy } from "./find";
import { POLICY, ROLE, ROLE_POLICY } from "./names";

/** IAM User Guide, "IAM and AWS STS quotas": characters without white space. */
const MANAGED_POLICY_CHARACTERS = 6144;
const TRUST_POLICY_CHARACTERS = 2048;
/** All inline policies of a role together. */
const INLINE_POLICY_CHARACTERS = 10_240;

const NAME = /^[\w+=,.@-]+$/;
const nameRule = (max: number) =>
  ({ is: "string", required: true, forceNew: true, pattern: NAME, max }) as const;

const iamArn = (account: string, resource: string) => `arn:aws:iam::${account}:${resource}`;
const accountOf = (scope: string) => scope.split("/")[0] ?? "";

const role: AwsDescription = {
  type: ROLE,
  title: "IAM Role",
  service: "IAM",
  calls: { create: "CreateRole", update: "UpdateAssumeRolePolicy" },
  id: "name",
  taggable: true,
  global: true,
  rules: {
    name: nameRule(64),
    assumeRolePolicy: policyText,
    description: { is: "string", max: 1000 },
    path: { is: "string", forceNew: true, default: "/", serviceDefault: "/" },
    maxSessionDuration: { is: "number", min: 3600, max: 43_200, default: 3600, serviceDefault: 3600 },
    forceDetachPolicies: { is: "boolean", default: false, serviceDefault: false },
    arn: output("string"),
    uniqueId: output("string"),
    createDate: output("string"),
  },
  validate: ({ assumeRolePolicy }) => policyFailures(assumeRolePolicy, "assumeRolePolicy"),
  refuse: ({ assumeRolePolicy }) =>
    charactersOf(assumeRolePolicy) > TRUST_POLICY_CHARACTERS
      ? `LimitExceeded: Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_CHARACTERS}`
      : undefined,
  duplicate: (id) => `EntityAlreadyExists: Role with name ${id} already exists.`,
  make: (_wanted, { id, scope }) => ({
    arn: iamArn(accountOf(scope), `role/${id}`),
    uniqueId: "AROAREHEARSALREHEARSA",
    createDate: new Date().toISOString(),
  }),
  refuseDelete: ({ id }, { cloud }) =>
    cloud.list(ROLE_POLICY).some(({ properties }) => properties["role"] === id)
      ? `deleting IAM Role (${id}): DeleteConflict: Cannot delete entity, must delete policies first.`
      : undefined,
};

const rolePolicy: AwsDescription = {
  type: ROLE_POLICY,
  title: "IAM Role Policy",
  service: "IAM",
  calls: { create: "PutRolePolicy", update: "PutRolePolicy" },
  id: ({ role: of, name }) => `${textOf(of)}:${textOf(name)}`,
  global: true,
  rules: {
    role: { is: "string", required: true, forceNew: true },
    name: nameRule(128),
    policy: policyText,
  },
  validate: ({ policy: document }) => policyFailures(document),
  refuse: ({ role: of, policy: document }, { id }, _op, { cloud }) => {
    const name = textOf(of);
    if (findBy(cloud, ROLE, "name", of) === undefined)
      return `NoSuchEntity: The role with name ${name} cannot be found.`;
    const others = cloud.list(ROLE_POLICY).filter((one) => one.id !== id && one.properties["role"] === of);
    const sizes = [document, ...others.map(({ properties }) => properties["policy"])].map(charactersOf);
    return sizes.reduce((sum, size) => sum + size, 0) > INLINE_POLICY_CHARACTERS
      ? `LimitExceeded: Maximum policy size of ${INLINE_POLICY_CHARACTERS} bytes exceeded for role ${name}`
      : undefined;
  },
};

const policy: AwsDescription = {
  type: POLICY,
  title: "IAM Policy",
  service: "IAM",
  calls: { create: "CreatePolicy", update: "CreatePolicyVersion" },
  id: ({ name }, { account }) => iamArn(account, `policy/${textOf(name)}`),
  taggable: true,
  global: true,
  rules: {
    name: nameRule(128),
    description: { is: "string", forceNew: true, max: 1000 },
    path: { is: "string", forceNew: true, default: "/", serviceDefault: "/" },
    policy: policyText,
    arn: output("string"),
    policyId: output("string"),
    attachmentCount: output("number"),
  },
  validate: ({ policy: document }) => policyFailures(document),
  refuse: ({ policy: document }) =>
    charactersOf(document) > MANAGED_POLICY_CHARACTERS
      ? `LimitExceeded: Cannot exceed quota for PolicySize: ${MANAGED_POLICY_CHARACTERS}`
      : undefined,
  duplicate: (id) => `EntityAlreadyExists: A policy called ${id.split("/").at(-1) ?? id} already exists.`,
  make: (_wanted, { id }) => ({ arn: id, policyId: "ANPAREHEARSALREHEARSA", attachmentCount: 0 }),
};

export const iamResources = [role, rolePolicy, policy].map(awsResource);

/** Whether a service may take a role, for the resource of this ARN and account. */
export function trusts(
  cloud: Cloud,
  roleArn: Value | undefined,
  service: string,
  source: { arn: string; account: string },
): boolean {
  const found = findBy(cloud, ROLE, "arn", roleArn);
  const context = { "aws:sourcearn": source.arn, "aws:sourceaccount": source.account };
  return allows(found?.properties["assumeRolePolicy"], { service, action: "sts:AssumeRole", context });
}

function charactersOf(document: Value | undefined): number {
  return (knownString(document) ?? "").replaceAll(/\s/g, "").length;
}
