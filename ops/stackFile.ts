import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { SettingsError, type StackSettings, parseSettings } from "../settings/parse";
import { EXIT, OpsError } from "./exit";

const fileSchema = z.object({ config: z.record(z.string(), z.unknown()) });

/** How the stack file marks a value that is stored encrypted. */
const secret = z.strictObject({ secure: z.string() });

/**
 * The settings of `Pulumi.<stack>.yaml`, checked as a deployment checks them. Encrypted values are left out: no command
 * needs one.
 *
 * @throws OpsError with every problem of the file
 */
export function readStackFile(root: string, stack: string, today: Date): StackSettings {
  const name = `Pulumi.${stack}.yaml`;
  let content: unknown;
  try {
    content = parse(readFileSync(join(root, name), "utf8"));
  } catch (error) {
    throw new OpsError(
      `${name} cannot be read: ${error instanceof Error ? error.message : "no text"}`,
      EXIT.wrongUse,
    );
  }
  const { success, data } = fileSchema.safeParse(content);
  if (!success) throw new OpsError(`${name} has no map config`, EXIT.wrongUse);
  const values = Object.entries(data.config).flatMap(([key, value]) => {
    const open = withoutSecrets(value);
    if (open === undefined) return [];
    return [[key, typeof open === "string" ? open : JSON.stringify(open)] as const];
  });
  try {
    return parseSettings({ values: Object.fromEntries(values), secretKeys: [], stack, today });
  } catch (error) {
    if (error instanceof SettingsError) throw new OpsError(error.message, EXIT.wrongUse);
    throw error;
  }
}

function withoutSecrets(value: unknown): unknown {
  if (secret.safeParse(value).success) return undefined;
  if (Array.isArray(value)) return value.map(withoutSecrets).filter((one) => one !== undefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, withoutSecrets(one)] as const)
      .filter(([, one]) => one !== undefined),
  );
}
