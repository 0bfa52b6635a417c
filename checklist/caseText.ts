import { AWS_REVIEW, EARLY_WARNING, STREAM_PAUSE, percent } from "../monitoring/thresholds";
import type { Evidence } from "./evidence";
import type { ItemId } from "./item";

/** Somebody's word for what no machine can prove. */
export interface Signature {
  readonly by: string;
  /** A day. */
  readonly on: string;
}

export interface CaseFacts {
  readonly company: string;
  readonly website: string;
  readonly fromAddress: string;
  /** Kinds of mail, as the folders below templates/ are called. */
  readonly templates: readonly string[];
  /** What people read of the topics that they can unsubscribe from. */
  readonly topics: readonly string[];
  /** Streams that switch themselves off at the pause line. */
  readonly pausing: readonly string[];
  readonly volume: {
    readonly expectedPerDay: { readonly min: number; readonly max: number };
    readonly peakPerHour: number;
    readonly targetPerDay: number;
  };
  readonly attestations: {
    readonly recipientsOptIn?: Signature | undefined;
    readonly marketingDoubleOptIn?: Signature | undefined;
  };
  readonly evidence?: Evidence | undefined;
  /** Items of the checklist that are proven. */
  readonly proven: ReadonlySet<ItemId>;
}

export interface CaseText {
  readonly text: string;
  /** What the text would also say, and what it lacks for it. */
  readonly leftOut: readonly string[];
}

/** SES API v2, `PutAccountDetails`: characters of `UseCaseDescription`. */
export const MAX_DESCRIPTION = 5_000;

interface Claim {
  says: string;
  /** What must be proven for it. */
  items?: readonly ItemId[];
  /** Why it cannot be said, beside an item; absent when it can. */
  lacks?: string | undefined;
}

/**
 * What AWS's reviewer reads: who sends what, and the answers to their four questions, how addresses are collected, how
 * bounces and complaints are handled, how people opt out, and how the volume was estimated (SES Developer Guide, "Request
 * production access"). It says only what is deployed and proven, or what somebody signed.
 */
export function useCaseDescription(facts: CaseFacts): CaseText {
  const leftOut: string[] = [];
  const paragraphs = sections(facts).flatMap(([title, claims]) => {
    const sayable = claims.filter((claim) => {
      const missing = (claim.items ?? []).filter((item) => !facts.proven.has(item));
      const why = [...missing, ...(claim.lacks === undefined ? [] : [claim.lacks])];
      if (why.length > 0) leftOut.push(`"${claim.says}" (${why.join(", ")})`);
      return why.length === 0;
    });
    return sayable.length === 0 ? [] : [[title, sayable.map(({ says }) => says).join(" ")].join("\n")];
  });
  return { text: paragraphs.join("\n\n").slice(0, MAX_DESCRIPTION), leftOut };
}

function sections(facts: CaseFacts): readonly (readonly [string, readonly Claim[]])[] {
  return [
    [`Who we are and what we send`, who(facts)],
    ["How recipients' addresses are collected", collected(facts)],
    ["How bounces and complaints are handled", handled(facts)],
    ["How recipients opt out", optOut(facts)],
    ["How the volume was estimated", estimated(facts)],
  ];
}

function who({ company, website, fromAddress, templates }: CaseFacts): Claim[] {
  return [
    {
      says: `${company} (${website}) mails its own customers from ${fromAddress}: ${listed(templates.map(words))}.`,
    },
    {
      says: "The domain is verified, mail is signed with DKIM (2048 bits), and it has a MAIL FROM domain of its own with SPF, and a DMARC record that both align with.",
      items: ["domain-verified", "dkim-verified", "spf-includes-ses", "dmarc-published"],
    },
  ];
}

function collected({ attestations }: CaseFacts): Claim[] {
  const { recipientsOptIn: optIn, marketingDoubleOptIn: double } = attestations;
  return [
    {
      says: `Every recipient asked for the mail${signed(optIn)}.`,
      lacks: optIn ? undefined : "config key attestations.recipientsOptIn",
    },
    ...(double ? [{ says: `Marketing mail goes only to double opt-in addresses${signed(double)}.` }] : []),
  ];
}

function handled({ pausing, evidence }: CaseFacts): Claim[] {
  const path: readonly ItemId[] = ["bounce-handling", "complaint-handling", "suppression-store"];
  return [
    {
      says: "SES publishes every bounce and complaint of each configuration set to an SNS topic; a queue and a function write the address to a suppression list in DynamoDB, and what cannot be processed waits in a dead-letter queue. A hard bounce or a complaint suppresses the address for all of our mail at once. SES's account-level suppression list is on for both as well.",
      items: path,
    },
    {
      says: `This was tested with the SES mailbox simulator on ${(evidence?.provenAt ?? "").slice(0, 10)}.`,
      items: [...path, "test-emails"],
      lacks: evidence ? undefined : "evidence/<stack>.json",
    },
    {
      says: `Alarms reach a person at a bounce rate of ${percent(EARLY_WARNING.bounce)} and ${percent(AWS_REVIEW.bounce)}, and at a complaint rate of ${percent(EARLY_WARNING.complaint)} and ${percent(AWS_REVIEW.complaint)}.`,
      items: ["monitoring"],
    },
    ...(pausing.length === 0
      ? []
      : [
          {
            says: `Sending of ${listed(pausing)} stops by itself at ${percent(STREAM_PAUSE.bounce)} bounces or ${percent(STREAM_PAUSE.complaint)} complaints.`,
            items: ["monitoring"] as const,
          },
        ]),
    { says: "Mail that names no configuration set is refused.", items: ["unnamed-closed"] },
  ];
}

function optOut({ topics }: CaseFacts): Claim[] {
  return [
    ...(topics.length === 0
      ? []
      : [
          {
            says: `People unsubscribe from ${listed(topics)} by a link in each mail and by the one-click header, through SES list management; what they choose holds from then on.`,
            items: ["templates-reviewed"] as const,
          },
        ]),
    {
      says: "Account and security mail, which people ask for or cannot do without, says why it was sent and links to the notification settings. Every mail carries our postal address.",
      items: ["templates-reviewed"],
    },
  ];
}

function estimated({ volume }: CaseFacts): Claim[] {
  const { expectedPerDay, peakPerHour, targetPerDay } = volume;
  return [
    {
      says: `We expect ${number(expectedPerDay.min)} to ${number(expectedPerDay.max)} mails a day at the start, at most ${number(peakPerHour)} in the busiest hour, and plan to reach ${number(targetPerDay)} a day.`,
    },
  ];
}

const words = (name: string) => name.replaceAll("-", " ");
const number = (value: number) => value.toLocaleString("en-US");
const signed = (signature: Signature | undefined) =>
  signature ? ` (confirmed by ${signature.by} on ${signature.on})` : "";

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
