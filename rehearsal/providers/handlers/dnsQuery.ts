/** The data source `getDnsRecords`: the records of a zone that pass the filters [@pulumi/cloudflare, GetDnsRecordsArgs]. */
import type { Context, InvokeHandler } from "../handler";
import type { LiveObject } from "../cloud";
import { isProps, knownString, textOf, type Props, type Value } from "../values";
import { DNS_RECORD, GET_DNS_RECORDS } from "./names";

type Filter = (record: Props) => boolean;

const TEXT_FILTERS = ["name", "content", "comment"];
const ORDERS = ["type", "name", "content", "ttl", "proxied"];
const PLAYED = new Set([
  ...TEXT_FILTERS,
  "zoneId",
  "type",
  "proxied",
  "match",
  "order",
  "direction",
  "maxItems",
]);

export const getDnsRecords: InvokeHandler = { token: GET_DNS_RECORDS, invoke: query };

/**
 * @throws Error if there is no zone, or a filter is used that the rehearsal does not play
 */
function query(args: Props, { cloud }: Context): Props {
  const unplayed = Object.keys(args).filter((name) => !PLAYED.has(name) && args[name] !== false);
  if (unplayed.length > 0) {
    throw new Error(
      `rehearsal does not play ${unplayed.join(", ")} of ${GET_DNS_RECORDS}; add it to dnsQuery.ts`,
    );
  }
  const zoneId = knownString(args["zoneId"]);
  if (zoneId === undefined) throw new Error("missing required zoneId parameter");
  const { match = "all", order = "type", direction = "asc", maxItems = 1000 } = args;
  if (!ORDERS.includes(textOf(order))) throw new Error(`order must be one of ${ORDERS.join(", ")}`);
  const filters = filtersOf(args);
  const passes = (record: Props): boolean =>
    filters.length === 0 ||
    (match === "any" ? filters.some((f) => f(record)) : filters.every((f) => f(record)));
  const found = cloud
    .list(DNS_RECORD)
    .filter((object) => object.scope === zoneId && passes(object.properties));
  const results = found.map(toResult).sort((a, b) => compare(a[textOf(order)], b[textOf(order)]));
  if (direction === "desc") results.reverse();
  return {
    ...args,
    direction,
    match,
    order,
    tagMatch: "all",
    includeShadowMetadata: false,
    proxied: args["proxied"] ?? false,
    results: results.slice(0, Number(maxItems)),
  };
}

function filtersOf(args: Props): Filter[] {
  const filters: Filter[] = [];
  const { type, proxied } = args;
  if (type !== undefined) filters.push((record) => record["type"] === type);
  if (proxied !== undefined) filters.push((record) => record["proxied"] === proxied);
  for (const field of TEXT_FILTERS) {
    const wanted = args[field];
    if (!isProps(wanted)) continue;
    for (const [how, text] of Object.entries(wanted)) filters.push(textFilter(field, how, textOf(text)));
  }
  return filters;
}

/** Text filters do not regard case. */
function textFilter(field: string, how: string, wanted: string): Filter {
  const text = wanted.toLowerCase();
  const test = TEXT_TESTS[how];
  if (test === undefined) throw new Error(`"${how}" is no filter of ${field}`);
  return (record) => test((knownString(record[field]) ?? "").toLowerCase(), text);
}

const TEXT_TESTS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  exact: (value, wanted) => value === wanted,
  contains: (value, wanted) => value.includes(wanted),
  startswith: (value, wanted) => value.startsWith(wanted),
  endswith: (value, wanted) => value.endsWith(wanted),
  present: (value) => value !== "",
  absent: (value) => value === "",
};

function toResult({ id, properties }: LiveObject): Props {
  return { comment: "", ...properties, id };
}

function compare(left: Value | undefined, right: Value | undefined): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return textOf(left).localeCompare(textOf(right));
}
