import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { StackConfig } from "../../settings/parse";

export const TODAY = new Date("2026-11-25T09:00:00Z");

/** What the rehearsal adds to a stack file: the ids that belong to the company's own accounts. */
const IDS = {
  "ses-launch:accountId": "123456789012",
  "ses-launch:cloudflare": { zone: "listbackup.ai", zoneId: "0123456789abcdef0123456789abcdef" },
};

/** A stack file of the repository as the engine hands it to the program, with changes; `undefined` takes a key out. */
export function stackConfig(
  stack: "prod" | "staging",
  changes: Readonly<Record<string, unknown>> = {},
  secretKeys: readonly string[] = [],
): StackConfig {
  const file = join(__dirname, "..", "..", `Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  const all: Readonly<Record<string, unknown>> = { ...config, ...IDS, ...changes };
  const values = Object.entries(all).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)] as const],
  );
  return { values: Object.fromEntries(values), secretKeys, stack, today: TODAY };
}
