import { distance } from "fastest-levenshtein";

/** What differs from Region to Region for the records that mail needs. */
export interface SesRegion {
  /** The zone that a DKIM CNAME points into; `DkimAttributes.SigningHostedZone` of GetEmailIdentity shows it live. */
  readonly dkimSigningZone: string;
}

const SHARED: SesRegion = { dkimSigningZone: "dkim.amazonses.com" };

/**
 * The Regions where SES sends mail.
 *
 * Source: AWS General Reference, "Amazon Simple Email Service endpoints and quotas", tables "Service API endpoints"
 * and "DKIM domains" (#ses_dkim_domains). A Region that only the SDK's endpoint list names (botocore 1.44.8:
 * ap-east-2, ap-southeast-4/6/7, eu-south-2, mx-central-1, eusc-de-east-1) is left out: that list runs ahead of
 * launches and says nothing of the signing zone, and a CNAME into a wrong zone never verifies.
 */
export const SES_REGIONS: Readonly<Record<string, SesRegion>> = {
  "af-south-1": { dkimSigningZone: "dkim.af-south-1.amazonses.com" },
  "ap-northeast-1": SHARED,
  "ap-northeast-2": SHARED,
  "ap-northeast-3": { dkimSigningZone: "dkim.ap-northeast-3.amazonses.com" },
  "ap-south-1": SHARED,
  "ap-south-2": { dkimSigningZone: "dkim.ap-south-2.amazonses.com" },
  "ap-southeast-1": SHARED,
  "ap-southeast-2": SHARED,
  "ap-southeast-3": { dkimSigningZone: "dkim.ap-southeast-3.amazonses.com" },
  "ap-southeast-5": { dkimSigningZone: "dkim.ap-southeast-5.amazonses.com" },
  "ca-central-1": SHARED,
  "ca-west-1": { dkimSigningZone: "dkim.ca-west-1.amazonses.com" },
  "eu-central-1": SHARED,
  "eu-central-2": { dkimSigningZone: "dkim.eu-central-2.amazonses.com" },
  "eu-north-1": SHARED,
  "eu-south-1": { dkimSigningZone: "dkim.eu-south-1.amazonses.com" },
  "eu-west-1": SHARED,
  "eu-west-2": SHARED,
  "eu-west-3": SHARED,
  "il-central-1": { dkimSigningZone: "dkim.il-central-1.amazonses.com" },
  "me-central-1": { dkimSigningZone: "dkim.me-central-1.amazonses.com" },
  "me-south-1": SHARED,
  "sa-east-1": SHARED,
  "us-east-1": SHARED,
  "us-east-2": SHARED,
  "us-gov-east-1": { dkimSigningZone: "dkim.us-gov-east-1.amazonses.com" },
  "us-gov-west-1": SHARED,
  "us-west-1": SHARED,
  "us-west-2": SHARED,
};

/** A Region where, as far as this program knows, SES sends no mail. The message lists those where it does. */
export class UnknownRegionError extends Error {
  override readonly name = "UnknownRegionError";

  constructor(region: string) {
    const known = Object.keys(SES_REGIONS).sort();
    const near = known.filter((candidate) => distance(candidate, region) <= 2);
    const hint = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
    super(
      `SES is not known to send mail from the Region ${JSON.stringify(region)}.${hint} ` +
        `Known Regions: ${known.join(", ")}. Is it new? Add it to SES_REGIONS with its DKIM signing zone.`,
    );
  }
}

/**
 * The zone that this Region's DKIM keys are published in.
 * @throws UnknownRegionError
 */
export function dkimSigningZone(region: string): string {
  return sesRegion(region).dkimSigningZone;
}

/**
 * The host that a custom MAIL FROM domain's MX record names; bounces come back to it. It ends in amazonses.com, the
 * SMTP endpoint of the same Region in amazonaws.com, so neither may be derived from the other.
 *
 * Source: SES Developer Guide, "Using a custom MAIL FROM domain".
 * @throws UnknownRegionError
 */
export function feedbackMxHost(region: string): string {
  sesRegion(region);
  return `feedback-smtp.${region}.amazonses.com`;
}

function sesRegion(region: string): SesRegion {
  const found = Object.hasOwn(SES_REGIONS, region) ? SES_REGIONS[region] : undefined;
  if (found === undefined) throw new UnknownRegionError(region);
  return found;
}
