/** AWS Systems Manager. Rules follow internal/service/ssm of terraform-provider-aws. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output } from "../rules";
import { isAbsent, knownString } from "../values";
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
    arn: output("string"),
    version: { ...output("number"), volatile: true },
  },
  validate: ({ value, insecureValue }) =>
    isAbsent(value) === isAbsent(insecureValue)
      ? [{ property: "value", reason: "exactly one of value and insecureValue must be set" }]
      : [],
  refuse: ({ value, insecureValue, tier }) => {
    const { length } = knownString(value) ?? knownString(insecureValue) ?? "";
    const limit = tier === "Standard" ? STANDARD_CHARACTERS : ADVANCED_CHARACTERS;
    return length > limit
      ? `ValidationException: ${tier === "Standard" ? "Standard" : "Advanced"} tier parameters support a maximum parameter value of ${limit} characters.`
      : undefined;
  },
  duplicate: () =>
    "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  make: (_wanted, key) => ({ arn: arnOf("ssm", key, `parameter${key.id}`), version: 1 }),
  touched: ({ version }) => ({ version: Number(version) + 1 }),
};

export const ssmResources = [parameter].map(awsResource);
