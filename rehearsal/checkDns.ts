import type { DnsRecordOutput } from "../components/dnsAuthentication";
import { unquoteTxt } from "../dns/txt";
import type { Cloud } from "./providers/cloud";
import { DNS_RECORD } from "./providers/handlers/names";

/**
 * What is wrong at the DNS host with the records that a stack's output `dnsRecords` tells: missing, double, with other
 * content or proxied. Empty when every record is there as told.
 */
export function dnsProblems(cloud: Cloud, told: readonly DnsRecordOutput[]): string[] {
  const atHost = cloud.list(DNS_RECORD).map(({ properties }) => properties);
  return told
    .filter(({ managed }) => managed)
    .flatMap(({ type, name, content }) => {
      const found = atHost.filter((record) => record.type === type && record.name === name);
      const [record] = found;
      if (record === undefined) return [`${type} ${name} is missing`];
      if (found.length > 1) return [`${type} ${name} is there ${found.length} times`];
      const live = typeof record.content === "string" ? record.content : "";
      return [
        ...((type === "TXT" ? unquoteTxt(live) : live) === content
          ? []
          : [`${type} ${name} is ${live}, wanted ${content}`]),
        ...(record.proxied === true ? [`${type} ${name} is proxied`] : []),
      ];
    });
}
