/** Easy DKIM of an SES identity: its tokens, and whether its DNS records are in the pretend Cloudflare zones. */
import { createHash } from "node:crypto";
import { regionOf } from "../aws";
import type { Cloud, LiveObject, ObjectKey } from "../cloud";
import { isProps, knownString, textOf, type Props } from "../values";
import { DNS_RECORD } from "./names";

/**
 * Regions that sign under `dkim.<region>.amazonses.com` instead of `dkim.amazonses.com` [facts.md §8d; the SES endpoint
 * list]. Kept here and not taken from `mail/`, because a stand-in must not share the knowledge of the code it tests.
 */
const REGIONAL_SIGNING_ZONES: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "il-central-1",
  "me-central-1",
  "us-gov-east-1",
]);

/** True for a domain, false for an address. */
export function isDomain(identity: string): boolean {
  return !identity.includes("@");
}

/**
 * Three tokens of 32 lower-case characters [SES guide, Easy DKIM]. They differ for each account, Region and domain, and for
 * each time the identity is made: deleting and recreating it breaks the DNS records, as it does at AWS.
 */
export function dkimTokens({ scope, id }: ObjectKey, generation: number): string[] {
  return [1, 2, 3].map((number) => {
    const digest = createHash("sha256").update(`${scope}/${id}/${generation}/${number}`).digest();
    return [...digest].map((byte) => BASE32.charAt(byte % BASE32.length)).join("");
  });
}

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The status outputs as of now: what a test forced (`hidden.status`), else SUCCESS once a person verified the identity
 * (`hidden.verified`), else for a domain whatever its DNS records say.
 */
export function identityStatus(cloud: Cloud, object: LiveObject): Props {
  const { verified, status } = object.hidden;
  const isVerified = verified === true || (isDomain(object.id) && hasDkimRecords(cloud, object));
  const found: Props = {
    verificationStatus: isVerified ? "SUCCESS" : "PENDING",
    verifiedForSendingStatus: isVerified,
    ...(isDomain(object.id) ? { dkimSigningAttributes: { status: isVerified ? "SUCCESS" : "PENDING" } } : {}),
  };
  return isProps(status) ? { ...found, ...status } : found;
}

function hasDkimRecords(cloud: Cloud, object: LiveObject): boolean {
  const dkim = object.properties["dkimSigningAttributes"];
  const tokens = isProps(dkim) && Array.isArray(dkim["tokens"]) ? dkim["tokens"] : [];
  if (!isProps(dkim) || dkim["signingAttributesOrigin"] !== "AWS_SES" || tokens.length === 0) return false;
  const region = regionOf(object);
  const zone = REGIONAL_SIGNING_ZONES.has(region) ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
  const records = cloud.list(DNS_RECORD).map(({ properties }) => properties);
  return tokens.every((token) =>
    records.some((record) =>
      isDkimRecord(record, `${textOf(token)}._domainkey.${object.id}`, `${textOf(token)}.${zone}`),
    ),
  );
}

/** A proxied CNAME answers with Cloudflare's addresses, so SES never sees it [facts.md §8c]. */
function isDkimRecord(
  { type, name, content, proxied }: Props,
  expectedName: string,
  target: string,
): boolean {
  return type === "CNAME" && proxied !== true && sameHost(name, expectedName) && sameHost(content, target);
}

function sameHost(left: Props[string] | undefined, right: string): boolean {
  return knownString(left)?.toLowerCase().replace(/\.$/, "") === right.toLowerCase();
}
