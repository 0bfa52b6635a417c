/** What a policy document lets somebody do, as far as the stand-in services look at one. */
import { isProps, parsedJson, UNKNOWN, type Props, type Value } from "./values";

export interface Asked {
  /** A service principal; absent where the document is carried by who asks. */
  readonly service?: string;
  readonly action: string;
  /** Absent for a role's trust policy, which speaks of the role itself. */
  readonly resource?: string;
  /** Condition keys in lower case. */
  readonly context: Readonly<Record<string, string>>;
}

/** Operators that the program's policies use; every other makes a statement that lets nobody in. */
const OPERATORS: Readonly<Record<string, (value: string, pattern: string) => boolean>> = {
  StringEquals: (value, pattern) => value === pattern,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
};

/** Why a text is no policy document, or undefined when it is one. */
export function documentProblem(text: Value | undefined): string | undefined {
  if (text === UNKNOWN || typeof text !== "string") return undefined;
  const document = parsed(text);
  if (document === undefined) return "contains an invalid JSON policy";
  const { Version: version, Statement: statement } = document;
  if (version !== "2012-10-17" && version !== "2008-10-17")
    return "contains an invalid JSON policy: Version is missing";
  return Array.isArray(statement) && statement.length > 0
    ? undefined
    : "contains an invalid JSON policy: Statement is missing";
}

/** Whether the document has a statement that allows it; a statement that denies is not looked at. */
export function allows(text: Value | undefined, asked: Asked): boolean {
  const document = typeof text === "string" ? parsed(text) : undefined;
  const statements = document?.["Statement"];
  return Array.isArray(statements) && statements.some((one) => isProps(one) && statementAllows(one, asked));
}

function statementAllows(statement: Props, { service, action, resource, context }: Asked): boolean {
  const {
    Effect: effect,
    Principal: principal,
    Action: actions,
    Resource: resources,
    Condition: conditions,
  } = statement;
  if (effect !== "Allow") return false;
  if (
    service !== undefined &&
    !texts(isProps(principal) ? principal["Service"] : undefined).includes(service)
  )
    return false;
  if (!texts(actions).some((pattern) => matches(action.toLowerCase(), pattern.toLowerCase()))) return false;
  if (resource !== undefined && !texts(resources).some((pattern) => matches(resource, pattern))) return false;
  return Object.entries(isProps(conditions) ? conditions : {}).every(([operator, keys]) =>
    Object.entries(isProps(keys) ? keys : {}).every(([key, wanted]) => {
      const value = context[key.toLowerCase()];
      const ifExists = operator.endsWith("IfExists");
      if (value === undefined) return ifExists;
      const compare = OPERATORS[ifExists ? operator.slice(0, -"IfExists".length) : operator];
      return compare !== undefined && texts(wanted).some((pattern) => compare(value, pattern));
    }),
  );
}

function texts(value: Value | undefined): string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === "string");
}

function matches(value: string, pattern: string): boolean {
  const literal = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s").test(value);
}

function parsed(text: string): Props | undefined {
  const value = parsedJson(text);
  return isProps(value) ? value : undefined;
}
