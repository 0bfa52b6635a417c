/** What all AWS resources have in common: account and Region in the key, tags, ARNs, and how the provider words errors. */
import { randomUUID } from "node:crypto";
import type { LiveObject, ObjectKey } from "./cloud";
import { crud } from "./crud";
import type { ResourceDescription } from "./description";
import type { Context, ResourceHandler } from "./handler";
import type { Rules } from "./rules";
import { hasUnknown, isProps, knownString, UNKNOWN, type Props, type Value } from "./values";

export interface AwsDescription extends Pick<
  ResourceDescription,
  | "type"
  | "rules"
  | "validate"
  | "refuse"
  | "make"
  | "live"
  | "touched"
  | "settingOf"
  | "refuseDelete"
  | "keptOnDelete"
  | "answersWithExisting"
  | "deleted"
> {
  /** As in the provider's error texts, for example "SESv2 (Simple Email V2) Email Identity". */
  readonly title: string;
  /** As in the SDK's error texts, for example "SESv2". */
  readonly service: string;
  /** API calls named in error texts. */
  readonly calls: { readonly create: string; readonly update: string };
  /** The input that is the object's id, or how to make the id. */
  readonly id: string | ((wanted: Props, context: Context) => string);
  readonly taggable?: boolean;
  /** The same object from every Region, as in IAM: no input `region`, and a name is taken in all of them. */
  readonly global?: boolean;
  /** The exception's name and text when an object of that id exists; without it a create overwrites. */
  readonly duplicate?: (id: string) => string;
}

/** The handler for an AWS resource. `region`, and `tags` and `tagsAll` of a taggable one, need no rules of their own. */
export function awsResource(entry: AwsDescription): ResourceHandler {
  const { refuse, duplicate, taggable = false, global = false, ...shared } = entry;
  const failed = (op: "create" | "update", id: string, exception: string): string =>
    awsError(entry, op, id, exception);
  const description: ResourceDescription = {
    ...shared,
    rules: { ...entry.rules, ...(global ? {} : REGION_RULES), ...(taggable ? TAG_RULES : {}) },
    newKey: (wanted, context) => {
      const id =
        typeof entry.id === "string" ? (knownString(wanted[entry.id]) ?? "") : entry.id(wanted, context);
      const key = { type: entry.type, scope: scopeOf(wanted, context), id };
      return global ? inAnyRegion(key, context) : key;
    },
    locate: (id, state, context) =>
      global
        ? inAnyRegion({ type: entry.type, scope: scopeOf({}, context), id }, context)
        : locate(entry.type, id, state, context),
    complete: (inputs, context) => ({
      ...inputs,
      ...(global ? {} : { region: inputs["region"] ?? context.region }),
      ...(taggable ? { tagsAll: allTags(inputs["tags"], context) } : {}),
    }),
    missing: (key) => failed("update", key.id, `NotFoundException: ${key.id} does not exist.`),
    live: (object, inputs, context) => ({
      ...(taggable ? { tags: ownTags(object, inputs, context) } : {}),
      ...entry.live?.(object, inputs, context),
    }),
    ...(refuse === undefined
      ? {}
      : {
          refuse: (wanted, key, op, context) => {
            const exception = refuse(wanted, key, op, context);
            return exception === undefined ? undefined : failed(op, key.id, exception);
          },
        }),
    ...(duplicate === undefined ? {} : { duplicate: (key) => failed("create", key.id, duplicate(key.id)) }),
  };
  return crud(description);
}

/** The ARN of an object, in the partition of its Region. */
export function arnOf(service: string, { scope }: ObjectKey, resource: string): string {
  const [account = "", region = ""] = scope.split("/");
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

/** The Region an object lies in. */
export function regionOf({ scope }: ObjectKey): string {
  return scope.split("/")[1] ?? "";
}

/** Since version 7 every regional resource has an input `region`; check fills it in (pulumi-aws, provider/region.go). */
const REGION_RULES: Rules = {
  region: { is: "string", computed: true, forceNew: true, pattern: /^[a-z]{2}(-[a-z]+)+-\d$/ },
};

const TAG_RULES: Rules = { tags: { is: "map" }, tagsAll: { is: "map", computed: true } };

function scopeOf(props: Props, { account, region }: Context): string {
  return `${account}/${knownString(props["region"]) ?? region}`;
}

/** An import id may end in "@<region>" (terraform-provider-aws 6, "Region" in every resource's import section). */
function locate(type: string, id: string, state: Props, context: Context): ObjectKey {
  const imported = /^(?<name>.+)@(?<region>[a-z]{2}(?:-[a-z]+)+-\d)$/.exec(id)?.groups;
  if (state["region"] === undefined && imported?.["name"] !== undefined && imported["region"] !== undefined) {
    return { type, scope: `${context.account}/${imported["region"]}`, id: imported["name"] };
  }
  return { type, scope: scopeOf(state, context), id };
}

/** The key of a global object, which lies in the cloud under the Region from which it was made. */
function inAnyRegion(key: ObjectKey, { cloud, account }: Context): ObjectKey {
  const found = cloud
    .list(key.type)
    .find(({ scope, id }) => id === key.id && scope.startsWith(`${account}/`));
  return found === undefined ? key : { type: key.type, scope: found.scope, id: key.id };
}

/** `tagsAll`: the provider's default tags under the resource's own (pulumi-aws, provider/tags.go). */
function allTags(tags: Value | undefined, { defaultTags }: Context): Value {
  if (hasUnknown(tags) || hasUnknown(defaultTags)) return UNKNOWN;
  return { ...defaultTags, ...(isProps(tags) ? tags : {}) };
}

/** `tags`: what AWS has, without what the provider's default tags explain. AWS itself knows one map only. */
function ownTags({ properties }: LiveObject, inputs: Props, { defaultTags }: Context): Props {
  const { tagsAll } = properties;
  const set = isProps(inputs["tags"]) ? inputs["tags"] : {};
  const all = Object.entries(isProps(tagsAll) ? tagsAll : {});
  return Object.fromEntries(all.filter(([name, value]) => name in set || defaultTags[name] !== value));
}

const STATUSES: readonly (readonly [RegExp, number])[] = [
  [/^(NotFound|NoSuchEntity|ResourceNotFound)/, 404],
  [/^(EntityAlreadyExists|ResourceConflict|DeleteConflict|ConflictException|LimitExceeded:)/, 409],
];

/** The text of a failed call, as terraform-provider-aws and the AWS SDK for Go word it. */
function awsError(
  { title, service, calls }: Pick<AwsDescription, "title" | "service" | "calls">,
  op: "create" | "update",
  id: string,
  exception: string,
): string {
  const status = STATUSES.find(([names]) => names.test(exception))?.[1] ?? 400;
  const sdk = `operation error ${service}: ${calls[op]}, https response error StatusCode: ${status}`;
  return `${op === "create" ? "creating" : "updating"} ${title} (${id}): ${sdk}, RequestID: ${randomUUID()}, ${exception}`;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
