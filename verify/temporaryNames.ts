import { SIMULATOR_DOMAIN } from "../mail/simulator";

/** What a probe may make. In this order `--clean` looks for what a killed run left behind. */
export const KINDS = [
  "alarm",
  "function",
  "configuration set",
  "template",
  "identity",
  "suppressed address",
  "topic",
  "queue",
  "role",
] as const;
export type Kind = (typeof KINDS)[number];

/** Nothing of a stack begins so: a stack's names begin with its own name or with `ses-launch-`. */
export const PREFIX = "ses-verify-";

/** A run's eight hexadecimal digits, and what the thing is for. */
const NAME = new RegExp(`^${PREFIX}[0-9a-f]{8}-[a-z]+(-[a-z]+)*$`);

/**
 * The name of something temporary; an identity lies below the stack's domain, and only addresses of the simulator are ever
 * put on a list.
 */
export function temporaryName(kind: Kind, run: string, what: string, domain: string): string {
  const name = `${PREFIX}${run}-${what}`;
  if (kind === "identity") return `${name}.${domain}`;
  if (kind === "suppressed address") return `success+${name}@${SIMULATOR_DOMAIN}`;
  return name;
}

/** Whether something is this script's own, so that it may be deleted. Everything that is deleted is asked here first. */
export function isTemporary(kind: Kind, name: string): boolean {
  if (kind === "identity")
    return !name.includes("@") && name.includes(".") && NAME.test(name.split(".")[0] ?? "");
  if (kind === "suppressed address")
    return name.startsWith("success+") && name.endsWith(`@${SIMULATOR_DOMAIN}`) && NAME.test(labelOf(name));
  return NAME.test(name);
}

function labelOf(address: string): string {
  return address.slice("success+".length, -`@${SIMULATOR_DOMAIN}`.length);
}
