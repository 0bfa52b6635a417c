/** AWS Systems Manager. Rules follow internal/service/ssm of terraform-provider-aws. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output } from "../rules";
import { isAbsent, knownString, type Props } from "../values";
import { PARAMETER } from "./names";

/** Systems Manager User Guide, "Managing parameter tiers": characters of a standard and of an advanced parameter. */
const STANDARD_CHARACTERS = 4096;
const ADVANCED_CHARACTERS = 8192;

const parameter: AwsDescription = {
  type: PARAMETER,
  title: "SSM Parameter",
  service: "SSM",
  calls: { create: "PutParameter", update: "PutParameter" },
  id: "name",
  taggable: true,
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^\/?[A-Za-z0-9_.\-/]{1,1011}$/,
      patternMeans: "letters, digits and _ . - /",
    },
    type: { is: "string", required: true, oneOf: ["String", "StringList", "SecureString"] },
    value: { is: "string", computed: true },
    insecureValue: { is: "string", computed: true },
    description: { is: "string", max: 1024 },
    tier: { is: "string", default: "Standard", oneOf: ["Standard", "Advanced", "Intelligent-Tiering"] },
    dataType: { is: "string", computed: true, serviceDefault: "text" },
    allowedPattern: { is: "string", max: 1024 },
    overwrite: { is: "boolean" },
    keyId: { is: "string", computed: true },
    arn: output("string"),
    version: { ...output("number"), volatile: true },
  },
  validate: ({ value, insecureValue }) =>
    isAbsent(value) === isAbsent(insecureValue)
      ? [{ property: "value", reason: "exactly one of value and insecureValue must be set" }]
      : [],
  refuse: ({ value, insecureValue, tier, overwrite }, key, op, { cloud }) => {
    if (op === "create" && overwrite !== true && cloud.get(key) !== undefined)
      return "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
    const { length } = knownString(value) ?? knownString(insecureValue) ?? "";
    const limit = tier === "Standard" ? STANDARD_CHARACTERS : ADVANCED_CHARACTERS;
    return length > limit
      ? `ValidationException: ${tier === "Standard" ? "Standard" : "Advanced"} tier parameters support a maximum parameter value of ${limit} characters.`
      : undefined;
  },
  make: ({ type }, key, { cloud }) => ({
    // A name in a hierarchy brings its slash (Systems Manager User Guide, "About parameter hierarchies").
    arn: arnOf("ssm", key, key.id.startsWith("/") ? `parameter${key.id}` : `parameter/${key.id}`),
    version: versionOf(cloud.get(key)?.properties) + 1,
    ...(type === "SecureString" ? { keyId: "alias/aws/ssm" } : {}),
  }),
  touched: (before) => ({ version: versionOf(before) + 1 }),
};

function versionOf(properties: Props | undefined): number {
  return Number(properties?.["version"] ?? 0);
}

export const ssmResources = [parameter].map(awsResource);
