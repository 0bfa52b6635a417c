/**
 * The pretend cloud: a folder that the stand-in providers, the tests and the rehearsal's SES server share.
 *
 *   objects/<type>/<scope and id>.json   one live object a file
 *   calls.jsonl                          what was done against the cloud, one call a line
 *   running/<pid>-<n>.json               operations that have begun and not ended
 *   counters/<name>                      how often something was created
 *   behaviour.json                       how the cloud misbehaves (behaviour.ts); written by tests
 *
 * Everything is synchronous and atomic: several plugins of several engines may use one folder at a time.
 */
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Props } from "./values";

/** Where the cloud lies; handed to the plugins by the process that starts the engine. */
export const CLOUD_DIR_VARIABLE = "SES_LAUNCH_CLOUD_DIR";

/** What names an object: `scope` is "<account>/<region>" for AWS and the zone's id for Cloudflare. */
export interface ObjectKey {
  readonly type: string;
  readonly scope: string;
  readonly id: string;
}

export interface LiveObject extends ObjectKey {
  /** What the service answers when it is asked: settings, its own defaults, and values it computed. */
  properties: Props;
  /** What only the pretend cloud knows, for example that a person clicked a verification link. */
  hidden: Props;
}

export type Operation = "create" | "update" | "delete" | "read" | "invoke";

export interface Call {
  readonly at: string;
  readonly provider: string;
  readonly op: Operation;
  readonly type: string;
  readonly id: string;
  readonly changed?: readonly string[];
  /** Why it was refused or failed. */
  readonly error?: string;
}

export interface RunningOperation {
  readonly pid: number;
  readonly op: Operation;
  readonly type: string;
  readonly id: string;
}

export class Cloud {
  private started = 0;

  constructor(readonly dir: string) {
    for (const folder of ["objects", "running", "counters"])
      mkdirSync(join(dir, folder), { recursive: true });
  }

  /**
   * The cloud named by the environment.
   *
   * @throws Error if the variable is not set
   */
  static fromEnvironment(): Cloud {
    const dir = process.env[CLOUD_DIR_VARIABLE];
    if (dir === undefined || dir === "")
      throw new Error(`${CLOUD_DIR_VARIABLE} must name the pretend cloud's folder`);
    return new Cloud(dir);
  }

  get(key: ObjectKey): LiveObject | undefined {
    return readJson(this.fileOf(key)) as LiveObject | undefined;
  }

  /** Writes an object, whether it is there or not. */
  put(object: LiveObject): void {
    writeAtomically(this.fileOf(object), object);
  }

  /** Writes a new object; false if one of that name is there, also when another process was faster. */
  create(object: LiveObject): boolean {
    const draft = writeDraft(this.fileOf(object), object);
    try {
      linkSync(draft, this.fileOf(object));
      return true;
    } catch (error) {
      if (errorCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      rmSync(draft);
    }
  }

  /** Removes an object; false if it was not there. */
  delete(key: ObjectKey): boolean {
    const present = existsSync(this.fileOf(key));
    rmSync(this.fileOf(key), { force: true });
    return present;
  }

  /** All objects of a type, in every scope, ordered by scope and id. */
  list(type: string): LiveObject[] {
    return readFolder(join(this.dir, "objects", slug(type))) as LiveObject[];
  }

  /** Every call since the folder was made, oldest first. */
  calls(): Call[] {
    const file = join(this.dir, "calls.jsonl");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Call);
  }

  record(call: Omit<Call, "at">): void {
    const line = JSON.stringify({ at: new Date().toISOString(), ...call });
    appendFileSync(join(this.dir, "calls.jsonl"), `${line}\n`);
  }

  /** Notes that an operation has begun; the returned function notes its end. */
  begin(operation: Omit<RunningOperation, "pid">): () => void {
    this.started += 1;
    const file = join(this.dir, "running", `${process.pid}-${this.started}.json`);
    writeAtomically(file, { pid: process.pid, ...operation });
    return () => {
      rmSync(file, { force: true });
    };
  }

  /** Operations in progress, in plugins that are alive. A test that kills the engine waits for one to show here. */
  running(): RunningOperation[] {
    const noted = readFolder(join(this.dir, "running")) as RunningOperation[];
    return noted.filter(({ pid }) => isAlive(pid));
  }

  /** Counts up and gives the new number, starting at 1. */
  count(name: string): number {
    const file = join(this.dir, "counters", `${slug(name)}.json`);
    const next = ((readJson(file) as number | undefined) ?? 0) + 1;
    writeAtomically(file, next);
    return next;
  }

  private fileOf({ type, scope, id }: ObjectKey): string {
    return join(this.dir, "objects", slug(type), `${slug(`${scope}/${id}`)}.json`);
  }
}

/** A name that is safe as a file's. */
function slug(name: string): string {
  return encodeURIComponent(name);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function readFolder(folder: string): unknown[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  // A file may go between the listing and the reading.
  return files.sort().flatMap((name) => readJson(join(folder, name)) ?? []);
}

function writeDraft(file: string, content: unknown): string {
  mkdirSync(join(file, ".."), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}.draft`;
  writeFileSync(draft, JSON.stringify(content, undefined, 2));
  return draft;
}

function writeAtomically(file: string, content: unknown): void {
  renameSync(writeDraft(file, content), file);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
