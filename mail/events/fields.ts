import { UnreadableEventError } from "./unreadableEvent";
import type { EventFault } from "./unreadableEvent";

/** The instants that SES, SNS and EventBridge write. Without a time zone `Date.parse` would take the machine's. */
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
const SHORT_OFFSET = /([+-]\d\d):?(\d\d)?$/;

/**
 * Reads the fields of one JSON object and knows where in the message it stands. Null, absent and (for text) empty are the
 * same: SES writes any of them for what it does not know. A value of another type than expected is a shape that this
 * program does not know, and throws.
 */
export class Fields {
  private readonly values: Readonly<Record<string, unknown>>;

  /** @throws UnreadableEventError when the value is no object */
  constructor(
    value: unknown,
    private readonly path: string,
  ) {
    if (!isObject(value)) throw new UnreadableEventError(path, "is not an object");
    this.values = value;
  }

  has(key: string): boolean {
    return (this.values[key] ?? undefined) !== undefined;
  }

  /** As it is; undefined when absent. */
  value(key: string): unknown {
    return this.values[key];
  }

  hasList(key: string): boolean {
    return Array.isArray(this.values[key]);
  }

  /** @throws UnreadableEventError */
  text(key: string): string {
    return this.optionalText(key) ?? this.fail("is missing", key);
  }

  /** @throws UnreadableEventError */
  optionalText(key: string): string | undefined {
    const value = this.values[key] ?? undefined;
    if (value !== undefined && typeof value !== "string") this.fail("is not text", key);
    return value === "" ? undefined : value;
  }

  /** @throws UnreadableEventError */
  flag(key: string): boolean {
    const value = this.values[key] ?? false;
    return typeof value === "boolean" ? value : this.fail("is not true or false", key);
  }

  /** @throws UnreadableEventError */
  object(key: string): Fields {
    return this.optionalObject(key) ?? this.fail("is missing", key);
  }

  /** @throws UnreadableEventError */
  optionalObject(key: string): Fields | undefined {
    return this.has(key) ? new Fields(this.values[key], this.pathOf(key)) : undefined;
  }

  /** @throws UnreadableEventError */
  texts(key: string): readonly string[] {
    const value = this.values[key];
    const isText = (item: unknown): item is string => typeof item === "string";
    return Array.isArray(value) && value.every(isText) ? value : this.fail("is not a list of strings", key);
  }

  /**
   * The objects of a list; none when the list is absent.
   * @throws UnreadableEventError
   */
  objects(key: string): readonly Fields[] {
    const value = this.values[key] ?? [];
    if (!Array.isArray(value)) this.fail("is not a list of objects", key);
    return value.map((item: unknown, index) => new Fields(item, `${this.pathOf(key)}[${index}]`));
  }

  /** Epoch milliseconds of an ISO 8601 instant; undefined when there is none that can be used. */
  instant(key: string): number | undefined {
    const value = this.values[key];
    if (typeof value !== "string" || !ISO_INSTANT.test(value)) return undefined;
    const at = Date.parse(value.replace(SHORT_OFFSET, withMinutes));
    return Number.isNaN(at) ? undefined : at;
  }

  /** @throws UnreadableEventError always */
  fail(fault: EventFault, key?: string): never {
    throw new UnreadableEventError(key === undefined ? this.path : this.pathOf(key), fault);
  }

  pathOf(key: string): string {
    return `${this.path}.${key}`;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withMinutes(_offset: string, hours: string, minutes: string | undefined): string {
  return `${hours}:${minutes ?? "00"}`;
}
