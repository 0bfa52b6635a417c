import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { quoteTxt } from "../../dns/txt";
import { dkimName } from "../../mail/dkim";
import { checkDmarc, dmarcName } from "../../mail/dmarc";
import type { DmarcSituation } from "../../mail/dmarc";
import { childName, isWithin, normaliseDomain } from "../../mail/domains";
import { mailFromProblem } from "../../mail/mailFrom";
import { mergeSpf } from "../../mail/spf";

interface SpfInput {
  readonly kind?: undefined;
  readonly existing: readonly string[];
  readonly include: string;
}

interface RecordNamesInput {
  readonly kind: "record-names";
  readonly zone: string;
  readonly domain: string;
  readonly mailFromLabel: string;
  readonly dkimTokens: readonly string[];
}

type CaseInput =
  | SpfInput
  | RecordNamesInput
  | ({ readonly kind: "dmarc" } & DmarcSituation)
  | { readonly kind: "mail-from"; readonly identity: string; readonly mailFrom: string }
  | { readonly kind: "cloudflare-txt"; readonly values: readonly string[] };

type Answer = Readonly<Record<string, unknown>>;

interface DnsCase {
  readonly id: string;
  readonly title: string;
  readonly input: CaseInput;
  readonly expected: Answer;
  readonly accept?: readonly Answer[];
}

const CASES = JSON.parse(readFileSync(join(__dirname, "../cases/dns.json"), "utf8")) as readonly DnsCase[];

/** Runs the code for a case and gives back its answer in the words of the case file. */
function answer(input: CaseInput): Answer {
  switch (input.kind) {
    case undefined: {
      assert.ok(Array.isArray(input.existing), "a case without a kind is an SPF case");
      const result = mergeSpf(input.existing, input.include);
      return result.ok ? { record: foldSpaces(result.record) } : { error: result.error.code };
    }
    case "dmarc": {
      const { valid, action, errors, warnings, requires } = checkDmarc(input);
      const codes = (findings: readonly { code: string }[]): string[] =>
        findings.map(({ code }) => code).sort();
      return { valid, action, errors: codes(errors), warnings: codes(warnings), requires };
    }
    case "record-names":
      return { names: recordNames(input) };
    case "mail-from":
      return { error: mailFromProblem(input.identity, input.mailFrom)?.code };
    case "cloudflare-txt":
      return { contents: input.values.map(quoteTxt) };
    default:
      return assert.fail(`unknown kind of case: ${JSON.stringify(input)}`);
  }
}

function recordNames({ zone, domain, mailFromLabel, dkimTokens }: RecordNamesInput): Answer {
  assert.ok(isWithin(domain, zone));
  return {
    dkim: dkimTokens.map((token) => dkimName(domain, token)),
    dmarc: dmarcName(domain),
    mailFrom: childName(mailFromLabel, domain),
    spf: normaliseDomain(domain),
  };
}

function foldSpaces(text: string): string {
  return text
    .split(" ")
    .filter((word) => word !== "")
    .join(" ");
}

/** The part of an answer that an expectation speaks of; lists of codes are in no order. */
function spokenOf(given: Answer, expectation: Answer): Answer {
  return Object.fromEntries(Object.keys(expectation).map((key) => [key, given[key]]));
}

function inOrder(expectation: Answer): Answer {
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map(String).sort() : value);
  return Object.fromEntries(
    Object.entries(expectation).map(([key, value]) => [
      key,
      key === "errors" || key === "warnings" ? sorted(value) : value,
    ]),
  );
}

describe("tests/cases/dns.json", () => {
  it("has cases", () => {
    assert.ok(CASES.length >= 13);
  });

  for (const { id, title, input, expected, accept = [] } of CASES) {
    it(`${id}: ${title}`, () => {
      const given = answer(input);
      const accepted = accept.some((other) => {
        try {
          assert.deepEqual(spokenOf(given, other), inOrder(other));
          return true;
        } catch {
          return false;
        }
      });
      if (!accepted) assert.deepEqual(spokenOf(given, expected), inOrder(expected));
    });
  }

  it("fails on a kind it does not know", () => {
    const unknown = JSON.parse('{ "kind": "dnssec" }') as CaseInput;
    assert.throws(() => answer(unknown), /unknown kind/);
  });
});
