import { type Known, isRecord, known } from "./known";
import { type ResourceView, lengthAt } from "./resource";
import { type Violation, cannotKnow, violation } from "./rule";
import { T } from "./types";

/** A condition of a statement: `key` in lower case, because IAM compares keys without case. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a policy document, every "one or a list" as a list. */
export interface Statement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  /** What `NotAction` leaves out, when the statement is written that way. */
  readonly exceptActions: readonly string[] | undefined;
  readonly resources: readonly string[];
  readonly exceptResources: readonly string[] | undefined;
  /** Principals by kind (`AWS`, `Service`, ...); `*` alone is of kind `AWS`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly exceptPrincipals: boolean;
  readonly conditions: readonly Condition[];
}

/** Where documents that grant rights to a principal of the account stand. */
export const IAM_TYPES: readonly string[] = [
  T.iamPolicy,
  T.iamRolePolicy,
  T.iamUserPolicy,
  T.iamGroupPolicy,
  T.iamRole,
];

/**
 * Judges every statement of the policy documents in a resource.
 *
 * @param what as in `judge`
 * @param fault what is wrong with a statement, or undefined; it also gets the statements beside it
 */
export function judgeStatements(
  resource: ResourceView,
  what: string,
  fault: (statement: Statement, all: readonly Statement[]) => string | undefined,
): readonly Violation[] {
  return documentPaths(resource).flatMap((path): readonly Violation[] => {
    if ("unknown" in path) return [cannotKnow(resource, path.unknown, what)];
    const document = statementsAt(resource, path.known);
    if ("unknown" in document) return [cannotKnow(resource, document.unknown, what)];
    if ("absent" in document) return [];
    if (document.known === "unreadable")
      return [violation(resource, `${path.known.join(".")} is no policy document in JSON. Write one.`)];
    const all = document.known;
    return all.flatMap((statement) => {
      const message = fault(statement, all);
      return message === undefined ? [] : [violation(resource, message)];
    });
  });
}

type Path = readonly (string | number)[];

function documentPaths(resource: ResourceView): readonly ({ known: Path } | { unknown: string })[] {
  if (resource.type !== T.iamRole) return [{ known: ["policy"] }];
  const length = lengthAt(resource, "inlinePolicies");
  if ("unknown" in length) return [length];
  const count = "known" in length ? length.known : 0;
  return Array.from({ length: count }, (_, index) => ({ known: ["inlinePolicies", index, "policy"] }));
}

/** Documents are JSON texts in state; a program may also give them as objects. Unknown when any part of one is. */
function statementsAt({ props }: ResourceView, path: Path): Known<readonly Statement[] | "unreadable"> {
  const result = known(() => {
    let value: unknown = props;
    for (const key of path) value = isRecord(value) ? value[key] : undefined;
    if (value === undefined || value === null) return undefined;
    // A copy touches every part, so that unknown ones show here.
    return typeof value === "string" ? fromJson(value) : statements(JSON.parse(JSON.stringify(value)));
  });
  return "unknown" in result ? { unknown: path.join(".") } : result;
}

function fromJson(text: string): readonly Statement[] | "unreadable" {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return "unreadable";
    throw error;
  }
  return statements(document);
}

function statements(document: unknown): readonly Statement[] | "unreadable" {
  if (!isRecord(document) || document["Statement"] === undefined) return "unreadable";
  const written = listOf(document["Statement"]);
  return written.every(isRecord) ? written.map(statement) : "unreadable";
}

function statement(written: Record<string, unknown>): Statement {
  const { Principal: principal, NotPrincipal: notPrincipal } = written;
  const except = (key: string) => (written[key] === undefined ? undefined : textsOf(written[key]));
  return {
    allows: written["Effect"] !== "Deny",
    actions: textsOf(written["Action"]),
    exceptActions: except("NotAction"),
    resources: textsOf(written["Resource"]),
    exceptResources: except("NotResource"),
    principals: isRecord(principal)
      ? Object.fromEntries(Object.entries(principal).map(([kind, names]) => [kind, textsOf(names)]))
      : { AWS: textsOf(principal) },
    exceptPrincipals: notPrincipal !== undefined,
    conditions: Object.entries(isRecord(written["Condition"]) ? written["Condition"] : {}).flatMap(
      ([operator, keys]) =>
        Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => ({
          operator,
          key: key.toLowerCase(),
          values: textsOf(values),
        })),
    ),
  };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** JSON policies also write flags and numbers where a text is meant (`"Null": {"key": false}`). */
function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}
