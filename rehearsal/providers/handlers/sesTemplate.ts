/** Amazon SES v1: a template. Rules follow internal/service/ses of terraform-provider-aws. SES v2 sends with the same templates. */
import { arnOf, type AwsDescription } from "../aws";
import { output, type Rule } from "../rules";
import { isAbsent } from "../values";
import { TEMPLATE } from "./names";

/** A part of the mail; the limit of all together is 500 KB (SES Developer Guide, "Using templates to send personalized email"). */
const part: Rule = { is: "string", max: 512_000 };

export const template: AwsDescription = {
  type: TEMPLATE,
  title: "SES Template",
  service: "SES",
  calls: { create: "CreateTemplate", update: "UpdateTemplate" },
  id: "name",
  rules: {
    name: { is: "string", required: true, forceNew: true, pattern: /^[A-Za-z0-9_-]{1,64}$/ },
    subject: { is: "string" },
    html: part,
    text: part,
    arn: output("string"),
  },
  refuse: ({ subject }) =>
    isAbsent(subject) ? "InvalidTemplate: The subject must be specified." : undefined,
  // The two texts are not verified.
  duplicate: (id) => `AlreadyExists: Template ${id} already exists`,
  make: (_wanted, key) => ({ arn: arnOf("ses", key, `template/${key.id}`) }),
};
