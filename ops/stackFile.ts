import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { SettingsError, type StackSettings, parseSettings } from "../settings/parse";
import { EXIT, OpsError } from "./exit";
import { type YamlPath, withValue } from "./yamlText";

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
  return settingsIn(textOf(root, stack), stack, today);
}

/** Writes settings into stack files. */
export interface StackFileWriter {
  /**
   * Sets a text in `Pulumi.<stack>.yaml`, and leaves everything else of the file as it stands. It is checked as a deployment
   * checks it, and with a problem nothing is written.
   *
   * @param path keys below `config`
   * @throws OpsError
   */
  set(stack: string, path: YamlPath, value: string): void;
}

export function stackFileWriter(root: string, today: () => Date): StackFileWriter {
  return {
    set: (stack, path, value) => {
      const changed = withValue(textOf(root, stack), ["config", ...path], value);
      if (changed === undefined)
        throw new OpsError(
          `${nameOf(stack)} is laid out so that it has to be changed by hand: set ${path.join(".")} to "${value}".`,
          EXIT.wrongUse,
        );
      settingsIn(changed, stack, today());
      writeFileSync(join(root, nameOf(stack)), changed);
    },
  };
}

function nameOf(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

function textOf(root: string, stack: string): string {
  try {
    return readFileSync(join(root, nameOf(stack)), "utf8");
  } catch (error) {
    throw unreadable(stack, error);
  }
}

function unreadable(stack: string, error: unknown): OpsError {
  return new OpsError(
    `${nameOf(stack)} cannot be read: ${error instanceof Error ? error.message : "no text"}`,
    EXIT.wrongUse,
  );
}

function settingsIn(text: string, stack: string, today: Date): StackSettings {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw unreadable(stack, error);
  }
  const { success, data } = fileSchema.safeParse(content);
  if (!success) throw new OpsError(`${nameOf(stack)} has no map config`, EXIT.wrongUse);
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
