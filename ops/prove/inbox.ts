import type { Evidence } from "../../checklist/evidence";
import { type MethodResult, authenticationResults } from "../../mail/authenticationResults";
import { EXIT, OpsError } from "../exit";

type Inbox = NonNullable<Evidence["inbox"]>;
const METHODS = ["spf", "dkim", "dmarc"] as const;
type Method = (typeof METHODS)[number];

/** A host's or company's name: no address of a person goes into the evidence. */
const PROVIDER = /^[\w. -]{1,100}$/;

/**
 * What a mailbox said, as the operator read it: `spf=pass,dkim=pass,dmarc=pass`.
 *
 * @param at when it is recorded, ISO 8601
 * @throws OpsError unless all three pass
 */
export function inboxOf(text: string, provider: string | undefined, at: string): Inbox {
  const pairs = text.split(",").map((pair) => {
    const [name = "", result = ""] = pair.trim().toLowerCase().split("=");
    return [name, result] as const;
  });
  const said = new Map(pairs);
  const odd = pairs.find(([name]) => !(METHODS as readonly string[]).includes(name));
  if (odd) throw new OpsError("--inbox-result: expected spf=pass,dkim=pass,dmarc=pass", EXIT.wrongUse);
  return passed(
    (method) => (said.get(method) === "pass" ? undefined : (said.get(method) ?? "not told")),
    provider,
    at,
  );
}

/**
 * What a mailbox wrote into a mail's header. It must speak of mail from this domain: DMARC of the From address, DKIM by the
 * domain's own signature, SPF of its MAIL FROM domain.
 *
 * @throws OpsError unless all three pass for the domain
 */
export function inboxFrom(header: string, domain: string, provider: string | undefined, at: string): Inbox {
  const field = authenticationResults(header);
  if (!field)
    throw new OpsError("--inbox: the file has no Authentication-Results field in its header", EXIT.wrongUse);
  const problem = (method: Method): string | undefined => {
    const results = field.results.filter((one) => one.method === method);
    if (results.some((one) => one.result === "pass" && isOf(one, domain))) return undefined;
    const passing = results.find(({ result }) => result === "pass");
    return passing ? `pass, but not for ${domain}` : (results[0]?.result ?? "not told");
  };
  return passed(problem, provider ?? field.receiver, at);
}

function passed(
  problem: (method: Method) => string | undefined,
  provider: string | undefined,
  at: string,
): Inbox {
  if (provider === undefined || !PROVIDER.test(provider))
    throw new OpsError("--inbox-provider: expected the name of the mailbox's provider", EXIT.wrongUse);
  const problems = METHODS.flatMap((method) => {
    const what = problem(method);
    return what === undefined ? [] : [`${method}: ${what}`];
  });
  if (problems.length > 0)
    throw new OpsError(
      `The mailbox did not confirm the mail (${problems.join(", ")}); nothing was written.`,
      EXIT.notReady,
    );
  return { provider, at, spf: "pass", dkim: "pass", dmarc: "pass" };
}

/** Whom a result speaks of, by method (RFC 8601 2.7). */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  spf: ["smtp.mailfrom"],
  dkim: ["header.d", "header.i"],
  dmarc: ["header.from"],
};

function isOf({ method, properties }: MethodResult, domain: string): boolean {
  return (ABOUT[method] ?? []).some((name) => {
    const value = properties[name];
    const host = value?.slice(value.lastIndexOf("@") + 1);
    return host === domain || host?.endsWith(`.${domain}`) === true;
  });
}
