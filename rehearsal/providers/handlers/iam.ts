/** AWS IAM. Rules follow internal/service/iam of terraform-provider-aws, exceptions the IAM API Reference. */
import { awsResource, type AwsDescription } from "../aws";
import { documentProblem } from "../policyDocument";
import { output } from "../rules";
import { knownString, textOf } from "../values";
import { POLICY, ROLE, ROLE_POLICY } from "./names";
import { policyFailures } from "./sqs";

/** IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, without white space. */
const MANAGED_POLICY_CHARACTERS = 6144;

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
  rules: {
    name: nameRule(64),
    assumeRolePolicy: { is: "string", required: true },
    description: { is: "string", max: 1000 },
    path: { is: "string", forceNew: true, default: "/", serviceDefault: "/" },
    maxSessionDuration: { is: "number", default: 3600, serviceDefault: 3600 },
    forceDetachPolicies: { is: "boolean", default: false, serviceDefault: false },
    arn: output("string"),
    uniqueId: output("string"),
    createDate: output("string"),
  },
  validate: ({ assumeRolePolicy }) => {
    const reason = documentProblem(assumeRolePolicy);
    return reason === undefined
      ? []
      : [{ property: "assumeRolePolicy", reason: `"assumeRolePolicy" ${reason}` }];
  },
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
  rules: {
    role: { is: "string", required: true, forceNew: true },
    name: nameRule(128),
    policy: { is: "string", required: true },
  },
  validate: ({ policy }) => policyFailures(policy),
  refuse: ({ role: of }, { scope }, _op, { cloud }) =>
    cloud.get({ type: ROLE, scope, id: textOf(of) }) === undefined
      ? `NoSuchEntity: The role with name ${textOf(of)} cannot be found.`
      : undefined,
};

const policy: AwsDescription = {
  type: POLICY,
  title: "IAM Policy",
  service: "IAM",
  calls: { create: "CreatePolicy", update: "CreatePolicyVersion" },
  id: ({ name }, { account }) => iamArn(account, `policy/${textOf(name)}`),
  taggable: true,
  rules: {
    name: nameRule(128),
    description: { is: "string", forceNew: true, max: 1000 },
    path: { is: "string", forceNew: true, default: "/", serviceDefault: "/" },
    policy: { is: "string", required: true },
    arn: output("string"),
    policyId: output("string"),
    attachmentCount: output("number"),
  },
  validate: ({ policy: document }) => policyFailures(document),
  refuse: ({ policy: document }) =>
    (knownString(document) ?? "").replaceAll(/\s/g, "").length > MANAGED_POLICY_CHARACTERS
      ? `LimitExceeded: Cannot exceed quota for PolicySize: ${MANAGED_POLICY_CHARACTERS}`
      : undefined,
  duplicate: (id) => `EntityAlreadyExists: A policy called ${id.split("/").at(-1) ?? id} already exists.`,
  make: (_wanted, { id }) => ({ arn: id, policyId: "ANPAREHEARSALREHEARSA", attachmentCount: 0 }),
};

export const iamResources = [role, rolePolicy, policy].map(awsResource);
