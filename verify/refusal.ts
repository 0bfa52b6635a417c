import { errorName } from "../functions/errorName";

const TOO_FAST = /Throttl|TooManyRequests|LimitExceeded/;

/**
 * What AWS says no with.
 *
 * @returns undefined when the call went through, otherwise the name of AWS's error; the SDK calls every error of a request
 *   the client's
 * @throws what is no answer to the question: a network that fails, a call that came too fast
 */
export async function refusalOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    const name = errorName(error);
    if ((error as { $fault?: unknown }).$fault !== "client" || TOO_FAST.test(name)) throw error;
    return name;
  }
}

export function isDenied(refusal: string | undefined): boolean {
  return refusal?.startsWith("AccessDenied") === true;
}

/** As evidence: `accepted`, or `refused as SendingPausedException`. */
export function saidOf(refusal: string | undefined): string {
  return refusal === undefined ? "accepted" : `refused as ${refusal}`;
}
