/**
 * How the pretend cloud misbehaves. Tests write it to `<cloud>/behaviour.json`; it is read at every operation, so it can
 * change while an engine runs.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "./cloud";

export interface Behaviour {
  /** Waits before every create, update and delete of the type. */
  readonly delayMs?: number;
  /** The create is refused with this message; nothing comes into being. */
  readonly failCreate?: string;
  /** The object comes into being and the provider then reports that it did not become ready. */
  readonly failAfterCreate?: string;
  readonly failUpdate?: string;
  readonly failDelete?: string;
  readonly failRead?: string;
  /** The failures above hold only for objects whose id or name contains this text; the delay holds for all. */
  readonly onlyFor?: string;
}

/** Behaviour by resource type or invoke token. */
export type Behaviours = Readonly<Record<string, Behaviour>>;

/** Tells the cloud how to behave from now on; `{}` makes it well-behaved again. */
export function setBehaviours(cloud: Cloud, behaviours: Behaviours): void {
  const draft = `${fileOf(cloud)}.draft`;
  writeFileSync(draft, JSON.stringify(behaviours));
  renameSync(draft, fileOf(cloud));
}

/** How the cloud behaves for the object of this type and name at this moment. */
export function behaviourFor(cloud: Cloud, type: string, name: string): Behaviour {
  if (!existsSync(fileOf(cloud))) return {};
  const behaviours = JSON.parse(readFileSync(fileOf(cloud), "utf8")) as Behaviours;
  const behaviour = behaviours[type] ?? {};
  if (behaviour.onlyFor === undefined || name.includes(behaviour.onlyFor)) return behaviour;
  return behaviour.delayMs === undefined ? {} : { delayMs: behaviour.delayMs };
}

function fileOf(cloud: Cloud): string {
  return join(cloud.dir, "behaviour.json");
}
