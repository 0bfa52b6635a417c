/** One operation on the pretend cloud: shown while it runs, slowed or broken on demand, and put on record. */
import { setTimeout as wait } from "node:timers/promises";
import { behaviourFor, type Behaviour } from "./behaviour";
import type { Operation } from "./cloud";
import type { Context } from "./handler";

export interface OperationOn {
  readonly op: Operation;
  readonly type: string;
  /** The id, as far as it is known beforehand. */
  readonly id: string;
  /** What `onlyFor` of a behaviour is matched with, besides the id. */
  readonly name: string;
  readonly changed?: readonly string[];
}

/**
 * Runs `work` after the delay that the behaviour asks for, and records the call with its outcome.
 *
 * @throws Error with the behaviour's message when the operation is to fail, and whatever `work` throws
 */
export async function perform<T>(
  context: Context,
  operation: OperationOn,
  work: (behaviour: Behaviour) => { id: string; result: T },
): Promise<T> {
  const { cloud, provider } = context;
  const { op, type, id, name, changed } = operation;
  const call = { provider, op, type, ...(changed === undefined ? {} : { changed }) };
  const end = cloud.begin({ op, type, id });
  try {
    const behaviour = behaviourFor(cloud, type, `${id} ${name}`);
    if (op !== "read" && behaviour.delayMs !== undefined) await wait(behaviour.delayMs);
    const failure = plannedFailure(op, behaviour);
    if (failure !== undefined) throw new Error(failure);
    const done = work(behaviour);
    cloud.record({ ...call, id: done.id });
    return done.result;
  } catch (error) {
    cloud.record({ ...call, id, error: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    end();
  }
}

function plannedFailure(op: Operation, behaviour: Behaviour): string | undefined {
  switch (op) {
    case "create":
      return behaviour.failCreate;
    case "update":
      return behaviour.failUpdate;
    case "delete":
      return behaviour.failDelete;
    default:
      return behaviour.failRead;
  }
}
