import { Resolver } from "node:dns/promises";
import { z } from "zod";
import { isDmarcRecord } from "../../mail/dmarc";
import { isSpfRecord } from "../../mail/spf";

/** A record as the stack's output `dnsRecords` tells it. */
const wantedSchema = z.object({
  type: z.enum(["CNAME", "MX", "TXT"]),
  name: z.string(),
  content: z.string(),
  priority: z.number().optional(),
  purpose: z.string(),
});
export type WantedRecord = z.output<typeof wantedSchema>;

export const wantedRecords = z.array(wantedSchema);

export type DnsState = "as wanted" | "missing" | "wrong" | "duplicated" | "proxied" | "no answer";

export interface DnsFinding {
  readonly wanted: WantedRecord;
  readonly state: DnsState;
  /** What the DNS has in its place. */
  readonly found: readonly string[];
}

/** What a DNS server says to one question. Throws errors of `node:dns` with their `code`. */
export type Dns = Pick<Resolver, "resolveCname" | "resolveMx" | "resolveTxt" | "resolve4">;

/** Codes of `node:dns` that mean: there is no such record. */
const NOTHING = ["ENOTFOUND", "ENODATA"];

/**
 * A resolver of the system, or one server.
 *
 * @param server `ADDRESS` or `ADDRESS:PORT`
 * @param timeout of one try, milliseconds
 * @throws TypeError when it is no address
 */
export function resolver(server?: string, timeout = 3000): Dns {
  const own = new Resolver({ timeout, tries: 2 });
  if (server !== undefined) own.setServers([server]);
  return own;
}

/** Looks up every record as the world sees it. */
export async function checkDns(dns: Dns, wanted: readonly WantedRecord[]): Promise<readonly DnsFinding[]> {
  return Promise.all(
    wanted.map(async (record) => {
      try {
        return { wanted: record, ...(await judge(dns, record)) };
      } catch (error) {
        return { wanted: record, state: "no answer" as const, found: [codeOf(error)] };
      }
    }),
  );
}

type Judged = Omit<DnsFinding, "wanted">;

async function judge(dns: Dns, wanted: WantedRecord): Promise<Judged> {
  switch (wanted.type) {
    case "CNAME":
      return judgeCname(dns, wanted);
    case "MX": {
      const records = (await answer(() => dns.resolveMx(wanted.name))).map(
        ({ priority, exchange }) => `${priority} ${host(exchange)}`,
      );
      return only(records, `${wanted.priority ?? 10} ${host(wanted.content)}`);
    }
    case "TXT": {
      const texts = (await answer(() => dns.resolveTxt(wanted.name))).map((parts) => parts.join(""));
      return only(texts.filter(sameKind(wanted.content)), wanted.content);
    }
  }
}

/** A proxied record answers with the proxy's addresses and hides its CNAME. */
async function judgeCname(dns: Dns, { name, content }: WantedRecord): Promise<Judged> {
  const targets = (await answer(() => dns.resolveCname(name))).map(host);
  if (targets.length > 0) return only(targets, host(content));
  const addresses = await answer(() => dns.resolve4(name));
  return { state: addresses.length > 0 ? "proxied" : "missing", found: addresses };
}

/** At these names there must be exactly one record of a kind. */
function only(found: readonly string[], wanted: string): Judged {
  if (found.length === 0) return { state: "missing", found };
  if (found.length > 1) return { state: "duplicated", found };
  return { state: found[0] === wanted ? "as wanted" : "wrong", found };
}

/** Other TXT records may stand at the same name. */
function sameKind(content: string): (text: string) => boolean {
  if (isSpfRecord(content)) return isSpfRecord;
  if (isDmarcRecord(content)) return isDmarcRecord;
  return (text) => text === content;
}

async function answer<Item>(ask: () => Promise<Item[]>): Promise<Item[]> {
  try {
    return await ask();
  } catch (error) {
    if (NOTHING.includes(codeOf(error))) return [];
    throw error;
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "unknown";
}

function host(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
