import { isSpfRecord } from "../../mail/spf";
import { label, stackRule, type Violation, cannotKnow, violation } from "../rule";
import { DNS_RECORDS } from "../types";
import { type TxtRecord, txtRecords } from "./txtRecords";

const WHAT = "a name has one SPF record";

/** Two SPF records at a name are none: receivers answer permerror. */
export const oneSpfPerName = stackRule(
  {
    name: "ses-one-spf-per-name",
    description:
      "A name has at most one SPF record: with two, receivers answer permerror and SPF fails for all mail.",
    severity: "high",
    remediation: "Merge the records into one, with the includes of both.",
    url: "https://www.rfc-editor.org/rfc/rfc7208#section-4.5",
    types: DNS_RECORDS,
  },
  (resources) => {
    const candidates = txtRecords(resources).filter(({ text }) => "unknown" in text || isSpf(text));
    return candidates.flatMap((record, index) => firstClash(record, candidates.slice(0, index)));
  },
);

/** The worst that a record has with those before it. */
function firstClash(record: TxtRecord, before: readonly TxtRecord[]): readonly Violation[] {
  const clashes = before.map((other) => ({ other, unknown: clash(record, other) }));
  const sure = clashes.find(({ unknown }) => unknown === "none");
  if (sure)
    return [
      violation(
        record.resource,
        `its name has another SPF record, ${label(sure.other.resource)}. Merge them into one.`,
      ),
    ];
  const unsure = clashes.find(({ unknown }) => unknown !== undefined);
  return unsure?.unknown === undefined ? [] : [cannotKnow(record.resource, unsure.unknown, WHAT)];
}

/** Undefined when two records are not at odds, "none" when they are, otherwise what must be known to tell. */
function clash(one: TxtRecord, other: TxtRecord): string | undefined {
  if ("known" in one.name && "known" in other.name && one.name.known !== other.name.known) return undefined;
  const missing = [one.name, other.name, one.text, other.text].find((value) => "unknown" in value);
  if (missing && "unknown" in missing) return missing.unknown;
  return "none";
}

function isSpf(text: TxtRecord["text"]): boolean {
  return "known" in text && isSpfRecord(text.known);
}
