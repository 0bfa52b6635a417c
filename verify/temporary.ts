import { errorName } from "../functions/errorName";
import { type Kind, isTemporary, temporaryName } from "./temporaryNames";

/** How one kind of thing is found and deleted. */
export interface Remover {
  /** Names of all that might be temporary; others are passed over. */
  list(): Promise<readonly string[]>;
  /** Throws when it cannot be deleted; one that is not there counts as deleted. */
  remove(name: string): Promise<void>;
}
export type Removers = Readonly<Record<Kind, Remover>>;

export interface Thing {
  readonly kind: Kind;
  readonly name: string;
}

/** Things that a run made, or may have made. */
export class Temporary {
  private readonly things: Thing[] = [];

  /** @param run eight hexadecimal digits that no run had before */
  constructor(
    readonly run: string,
    private readonly domain: string,
    private readonly removers: Removers,
  ) {}

  /** The name that something will have. */
  nameOf(kind: Kind, what: string): string {
    return temporaryName(kind, this.run, what, this.domain);
  }

  /** Makes something. It is written down first: a call without an answer may have made it. */
  async make<Made>(kind: Kind, what: string, create: (name: string) => Promise<Made>): Promise<Made> {
    const name = this.nameOf(kind, what);
    this.things.push({ kind, name });
    return create(name);
  }

  /** Deletes everything, the last first. @returns what could not be deleted, and why */
  async cleanUp(): Promise<readonly string[]> {
    const failures: string[] = [];
    for (const thing of this.things.splice(0).reverse())
      failures.push(...(await remove(thing, this.removers)));
    return failures;
  }
}

/** What runs that were killed left behind. Throws when AWS cannot be asked. */
export async function leftovers(kinds: readonly Kind[], removers: Removers): Promise<readonly Thing[]> {
  const found: Thing[] = [];
  for (const kind of kinds)
    for (const name of await removers[kind].list()) if (isTemporary(kind, name)) found.push({ kind, name });
  return found;
}

/** @returns why it could not be deleted, if it could not */
export async function remove({ kind, name }: Thing, removers: Removers): Promise<readonly string[]> {
  if (!isTemporary(kind, name)) return [`${kind} ${name}: not this script's own, so it is left alone`];
  try {
    await removers[kind].remove(name);
    return [];
  } catch (error) {
    return [`${kind} ${name}: ${errorName(error)}`];
  }
}
