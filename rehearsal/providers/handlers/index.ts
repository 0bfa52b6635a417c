/** Everything the stand-in providers play. A new type is one entry in a file of its service, listed here. */
import type { Handlers, ProviderName } from "../handler";
import { dnsResources } from "./dns";
import { getDnsRecords } from "./dnsQuery";
import { sesResources } from "./ses";

export const HANDLERS: Readonly<Record<ProviderName, Handlers>> = {
  aws: { resources: [...sesResources], invokes: [] },
  cloudflare: { resources: [...dnsResources], invokes: [getDnsRecords] },
};
