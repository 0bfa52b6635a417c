/** Amazon SES v2: what an account has once per Region. Rules follow internal/service/sesv2 of terraform-provider-aws. */
import { arnOf, type AwsDescription } from "../aws";
import { output } from "../rules";
import { sameSet } from "../values";
import { ACCOUNT_SUPPRESSION, CONTACT_LIST } from "./names";

export const accountSuppression: AwsDescription = {
  type: ACCOUNT_SUPPRESSION,
  title: "SESv2 (Simple Email V2) Account Suppression Attributes",
  service: "SESv2",
  calls: { create: "PutAccountSuppressionAttributes", update: "PutAccountSuppressionAttributes" },
  id: (_wanted, { account }) => account,
  rules: {
    suppressedReasons: {
      is: "list",
      required: true,
      same: sameSet,
      items: { is: "string", oneOf: ["BOUNCE", "COMPLAINT"] },
    },
  },
  // The account goes on as it was [hashicorp/terraform-provider-aws#48238].
  keptOnDelete: true,
};

const text = (max: number) => ({ is: "string", required: true, min: 1, max }) as const;

export const contactList: AwsDescription = {
  type: CONTACT_LIST,
  title: "SESv2 (Simple Email V2) Contact List",
  service: "SESv2",
  calls: { create: "CreateContactList", update: "UpdateContactList" },
  id: "contactListName",
  taggable: true,
  rules: {
    contactListName: { is: "string", required: true, forceNew: true, pattern: /^[A-Za-z0-9_-]{1,64}$/ },
    description: { is: "string", max: 500 },
    topics: {
      is: "list",
      same: sameSet,
      items: {
        is: "object",
        fields: {
          topicName: text(64),
          displayName: text(128),
          description: { is: "string", max: 500 },
          defaultSubscriptionStatus: { is: "string", required: true, oneOf: ["OPT_IN", "OPT_OUT"] },
        },
      },
    },
    arn: output("string"),
    createdTimestamp: output("string"),
    lastUpdatedTimestamp: { ...output("string"), volatile: true },
  },
  // One list an account and Region, at most 20 topics (SES Developer Guide, "Using list management").
  refuse: ({ topics }, key, op, { cloud }) => {
    const others = cloud.list(CONTACT_LIST).filter(({ scope, id }) => scope === key.scope && id !== key.id);
    if (op === "create" && others.length > 0)
      return "LimitExceededException: This account has reached the maximum number of contact lists: 1";
    return Array.isArray(topics) && topics.length > 20
      ? "BadRequestException: A contact list has at most 20 topics"
      : undefined;
  },
  duplicate: (id) => `AlreadyExistsException: List with name: ${id} already exists.`,
  make: (_wanted, key) => ({
    arn: arnOf("ses", key, `contact-list/${key.id}`),
    createdTimestamp: new Date().toISOString(),
    lastUpdatedTimestamp: new Date().toISOString(),
  }),
  touched: () => ({ lastUpdatedTimestamp: new Date().toISOString() }),
};
