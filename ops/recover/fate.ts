import {
  ACCOUNT_SUPPRESSION,
  CONFIGURATION_SET,
  DASHBOARD,
  DNS_RECORD,
  EMAIL_IDENTITY,
  EVENT_DESTINATION,
  EVENT_SOURCE_MAPPING,
  FUNCTION,
  MAIL_FROM,
  METRIC_ALARM,
  PRODUCTION_ACCESS,
  QUEUE,
  QUEUE_POLICY,
  SUBSCRIPTION,
  TABLE,
  TEMPLATE,
  TOPIC,
  TOPIC_POLICY,
} from "../../checklist/types";
import { type AwsPlace, partitionOf } from "../../iam/arns";
import { type ExportedResource, nameOf } from "../pulumi/exported";

/** What becomes of something that was being created when the engine was killed. */
export type Fate =
  /** A second creation would be refused, so it is taken into the state under this id, if it is there. */
  | { readonly kind: "take"; readonly id: string }
  /** `up` may make it again, whether it is there or not. */
  | { readonly kind: "again"; readonly why: string }
  /** Its id cannot be told from its inputs. */
  | { readonly kind: "by hand"; readonly what: string };

type Inputs = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const joined = (separator: string, ...parts: unknown[]): string | undefined =>
  parts.every((part) => text(part) !== undefined) ? parts.join(separator) : undefined;

/** Import ids by type, as the registry's page of each resource says (Pulumi AWS 7, "Import"). */
const IMPORT_IDS: Readonly<Record<string, (inputs: Inputs, place: AwsPlace) => string | undefined>> = {
  [EMAIL_IDENTITY]: ({ emailIdentity }) => text(emailIdentity),
  [CONFIGURATION_SET]: ({ configurationSetName }) => text(configurationSetName),
  [EVENT_DESTINATION]: ({ configurationSetName, eventDestinationName }) =>
    joined("|", configurationSetName, eventDestinationName),
  "aws:sesv2/contactList:ContactList": ({ contactListName }) => text(contactListName),
  [TEMPLATE]: ({ name }) => text(name),
  "aws:iam/role:Role": ({ name }) => text(name),
  "aws:iam/policy:Policy": ({ name, path }, { region, accountId }) =>
    text(name) &&
    `arn:${partitionOf(region)}:iam::${accountId}:policy${text(path) ?? "/"}${text(name) ?? ""}`,
  [FUNCTION]: ({ name }) => text(name),
  "aws:lambda/permission:Permission": ({ function: of, statementId }) => joined("/", of, statementId),
  "aws:cloudwatch/logGroup:LogGroup": ({ name }) => text(name),
  [TABLE]: ({ name }) => text(name),
  "aws:ssm/parameter:Parameter": ({ name }) => text(name),
  "aws:kms/alias:Alias": ({ name }) => text(name),
};

const PUT = "AWS overwrites it with the same";
const SAME = "AWS answers a second creation with the one that is there";

/** Types that may be created twice, by the API calls behind them (Put…, Set…, Subscribe; CreateTopic and CreateQueue). */
const AGAIN: Readonly<Record<string, string>> = {
  [MAIL_FROM]: PUT,
  [ACCOUNT_SUPPRESSION]: PUT,
  [TOPIC_POLICY]: PUT,
  [QUEUE_POLICY]: PUT,
  [METRIC_ALARM]: PUT,
  [DASHBOARD]: PUT,
  "aws:iam/rolePolicy:RolePolicy": PUT,
  "aws:cloudwatch/eventRule:EventRule": PUT,
  "aws:cloudwatch/eventTarget:EventTarget": PUT,
  [TOPIC]: SAME,
  [QUEUE]: SAME,
  [SUBSCRIPTION]: SAME,
  [PRODUCTION_ACCESS]: "it adopts what AWS has, and files nothing twice",
};

const BY_HAND: Readonly<Record<string, string>> = {
  [DNS_RECORD]: "pulumi preview says whether the record is there, and prints the lines that adopt it",
  [EVENT_SOURCE_MAPPING]:
    "where up says that it exists already, that error names its UUID, for the lines below",
  // The id names the quota and not the request: it would be found whether AWS was asked or not.
  "aws:servicequotas/serviceQuota:ServiceQuota":
    "look in Service Quotas whether AWS was asked; if it was, adopt the request with the lines below",
  "aws:kms/key:Key":
    "a key without an alias may be left, at 1 USD a month: schedule its deletion in the KMS console",
};

/**
 * Decides what becomes of a pending create; pure. Every type of the program stands in one of the three tables.
 *
 * @param isReplaced whether the state has the resource already, and a second one was being made in its place
 */
export function fateOf(pending: ExportedResource, place: AwsPlace, isReplaced = false): Fate {
  const { type } = pending;
  const again = pending.custom === true ? AGAIN[type] : "it only groups others";
  if (again !== undefined) return { kind: "again", why: again };
  if (isReplaced)
    return { kind: "by hand", what: "was being replaced: a second one may be left at AWS, to be deleted" };
  const id = IMPORT_IDS[type]?.(pending.inputs ?? {}, place);
  if (id !== undefined) return { kind: "take", id };
  return {
    kind: "by hand",
    what: BY_HAND[type] ?? "look whether it exists; if it does, adopt it with the lines below",
  };
}

/** The lines of the stack file that adopt what `up` finds to exist already (README, "When an `up` was stopped"). */
export function adoptionLines(pending: readonly ExportedResource[]): string[] {
  const adoptable = pending.filter(({ type }) => type.startsWith("aws:") && type !== "aws:kms/key:Key");
  if (adoptable.length === 0) return [];
  return [
    "  ses-launch:adopt:",
    "    resources:",
    ...adoptable.map((one) => `      ${nameOf(one)}: <its id at AWS>`),
  ];
}
