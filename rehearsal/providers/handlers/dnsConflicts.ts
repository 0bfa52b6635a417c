/** Which records may stand at one name of a Cloudflare zone. */
import { knownString, type Props } from "../values";

/**
 * Why Cloudflare refuses a record beside the others of its zone; undefined when it takes it.
 *
 * Numbers and texts: 81058 [jeessy2/ddns-go#1378], 81053 [HermanMartinus/bearblog#105], 81054 [favonia/cloudflare-ddns#990].
 */
export function conflict(wanted: Props, others: readonly Props[]): string | undefined {
  const atName = others.filter((other) => sameName(other["name"], wanted["name"]));
  if (atName.some((other) => isIdentical(other, wanted)))
    return "An identical record already exists. (81058)";
  if (wanted["type"] === "CNAME" && atName.length > 0) {
    return "An A, AAAA, or CNAME record with that host already exists. (81053)";
  }
  if (atName.some(({ type }) => type === "CNAME")) {
    return "A CNAME record with that host already exists. (81054)";
  }
  return undefined;
}

/** Two MX records that differ in priority alone are identical to Cloudflare. */
function isIdentical(left: Props, right: Props): boolean {
  return left["type"] === right["type"] && contentOf(left) === contentOf(right);
}

/** Host names without regard to case and final dot; a TXT's quotes are notation, not content. */
function contentOf({ type, content, data }: Props): string {
  const text = knownString(content) ?? JSON.stringify(data ?? {});
  if (type === "TXT") return text.replace(/^"(.*)"$/s, "$1");
  return text.toLowerCase().replace(/\.$/, "");
}

function sameName(left: Props[string] | undefined, right: Props[string] | undefined): boolean {
  return knownString(left)?.toLowerCase() === knownString(right)?.toLowerCase();
}
