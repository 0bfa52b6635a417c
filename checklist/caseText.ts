import { CLAIMS, type Claim, type Subject } from "./caseClaims";
import { type CaseFacts, whyNot } from "./caseFacts";
import { list, number, templateWords } from "./caseWords";
import { QUOTAS, amount, askedFor, busiestHour, targetOf } from "./sendingQuota";

/** The most characters that `PutAccountDetails` takes as a use case (SES API v2, `UseCaseDescription`). */
export const MOST_CHARACTERS = 5000;

/** Something that the texts do not say, because it is not known to be true. */
export interface LeftOut {
  readonly about: string;
  readonly why: string;
}

/** What AWS's reviewer gets to read. */
export interface CaseTexts {
  /** For `PutAccountDetails`: the four questions answered, at most 5,000 characters. */
  readonly useCase: string;
  /** For the Support Center. */
  readonly supportCase: string;
  /** The reply when AWS asks for more. */
  readonly moreInformation: string;
  /** For Service Quotas, once production access is granted: the API's request carries no number. */
  readonly quota: string;
  readonly leftOut: readonly LeftOut[];
  /** Those of the reviewer's four questions to which there is no answer. */
  readonly unanswered: readonly Subject[];
}

/** How addresses are collected, how bounces and complaints are handled, how people opt out, how volumes were estimated. */
const QUESTIONS: readonly Subject[] = ["addresses", "feedback", "opt-out", "volume"];

const HEADINGS: Readonly<Record<Subject, string | undefined>> = {
  company: undefined,
  addresses: "How we collect addresses",
  feedback: "How we handle bounces and complaints",
  "opt-out": "How people opt out",
  volume: "How much we send, and how we estimated it",
  authentication: "Authentication and content",
};

/**
 * The texts of a request for production access. They say only what is proven, deployed or vouched for by somebody; what is
 * missing is left out, with the reason.
 */
export function caseTexts(facts: CaseFacts): CaseTexts {
  const judged = CLAIMS.map((claim) => ({ claim, why: firstProblem(claim, facts) }));
  const leftOut = judged.flatMap(({ claim, why }) =>
    why === undefined ? [] : [{ about: claim.about, why }],
  );
  const { claims, text, cut } = fitting(
    judged.flatMap(({ claim, why }) => (why === undefined ? [claim] : [])),
    facts,
  );
  const tooLong = cut.map(({ about }) => ({
    about,
    why: `the text would have more than ${number(MOST_CHARACTERS)} characters`,
  }));
  return {
    useCase: text,
    supportCase: supportCase(claims, facts),
    moreInformation: moreInformation(claims, facts),
    quota: quota(claims, facts),
    leftOut: [...leftOut, ...tooLong],
    unanswered: QUESTIONS.filter((subject) => !claims.some((claim) => claim.subject === subject)),
  };
}

function firstProblem({ needs }: Claim, facts: CaseFacts): string | undefined {
  return needs.flatMap((need) => whyNot(need, facts) ?? []).at(0);
}

/** Cuts from the end, where what matters least stands, but never an answer to one of the four questions whole. */
function fitting(claims: readonly Claim[], facts: CaseFacts) {
  let kept = claims;
  const cut: Claim[] = [];
  for (;;) {
    const text = useCase(kept, facts);
    const last = kept.findLast(
      ({ subject }, index) => kept.findIndex((one) => one.subject === subject) < index,
    );
    if (text.length <= MOST_CHARACTERS || last === undefined)
      return { claims: kept, cut, text: text.slice(0, MOST_CHARACTERS) };
    kept = kept.filter((claim) => claim !== last);
    cut.push(last);
  }
}

function useCase(claims: readonly Claim[], facts: CaseFacts): string {
  return paragraphs(Object.keys(HEADINGS) as Subject[], claims, facts).join("\n\n");
}

/** A paragraph a subject, with its heading; none for a subject of which nothing can be said. */
function paragraphs(
  subjects: readonly Subject[],
  claims: readonly Claim[],
  facts: CaseFacts,
  headings = HEADINGS,
): string[] {
  return subjects.flatMap((subject) => {
    const said = claims.filter((claim) => claim.subject === subject).map(({ says }) => says(facts).trim());
    if (said.length === 0) return [];
    const heading = headings[subject];
    return [`${heading === undefined ? "" : `${heading}:\n`}${said.join(" ")}`];
  });
}

function supportCase(claims: readonly Claim[], facts: CaseFacts): string {
  const { company, region, volume } = facts;
  const measures = claims.flatMap(({ measure }) => measure ?? []);
  const tested = claims.some(({ needs }) => needs.includes("test-emails"));
  const { min, max } = volume.expectedPerDay;
  return lines(
    `Subject: SES Production Access Request for ${company.name}`,
    "",
    "Hello AWS Support,",
    "",
    `We would like to request production access for Amazon SES in ${region} for ${company.name} (${company.website}).`,
    ...block("Use Case:", paragraphs(["company"], claims, facts)),
    ...block("Email Volume:", [
      `- Expected initial volume: ${number(min)} to ${number(max)} emails/day, at most ${number(volume.peakPerHour)} an hour`,
      `- Required by our growth plan: ${number(volume.targetPerDay)} emails/day`,
    ]),
    ...block(
      "Compliance Measures:",
      measures.map((measure, index) => `${index + 1}. ${measure}`),
    ),
    ...(tested ? ["", "We have tested our email infrastructure and are ready to serve our customers."] : []),
    "",
    "Thank you for your consideration.",
    ...signature(facts),
  );
}

function moreInformation(claims: readonly Claim[], facts: CaseFacts): string {
  const headings = {
    ...HEADINGS,
    volume: "How often we send",
    addresses: "How we maintain our recipient list",
    feedback: "How we manage bounces and complaints",
    "opt-out": "How we manage unsubscribe requests",
  };
  const subjects = ["company", "volume", "addresses", "feedback", "opt-out", "authentication"] as const;
  const reviewed = claims.some(({ needs }) => needs.includes("templates-reviewed"));
  const samples = facts.deployed.templates.map(({ name }) => templateWords(name));
  return lines(
    "Hello,",
    "",
    "Thank you for looking into our request. Here is more about what we send and how.",
    ...paragraphs(subjects, claims, facts, headings).flatMap((text) => ["", text]),
    ...(reviewed && samples.length > 0
      ? ["", `Examples of our mail are attached to this reply: ${list(samples)}.`]
      : []),
    ...signature(facts),
  );
}

function quota(claims: readonly Claim[], facts: CaseFacts): string {
  const { volume, region, sendingQuota } = facts;
  const asked = askedFor(sendingQuota, volume);
  const feedback = claims.flatMap(({ subject, measure }) => (subject === "feedback" ? (measure ?? []) : []));
  return lines(
    ...asked.flatMap(([name, value]) => [
      `Service quota: Amazon SES, ${QUOTAS[name].title} (${QUOTAS[name].code}), ${region}`,
      `New value: ${value}`,
    ]),
    "",
    ...paragraphs(["volume"], claims, facts, { ...HEADINGS, volume: undefined }),
    "",
    `We ask for ${list(asked.map(([name, value]) => amount(name, value)))}. This plan comes to ${number(volume.targetPerDay)} mails in 24 hours. If the busiest hour keeps its share of the day, it will have about ${number(busiestHour(volume))} mails, ${targetOf(volume).perSecond} a second.`,
    ...block(
      "What keeps our bounces and complaints low:",
      feedback.map((measure) => `- ${measure}`),
    ),
  );
}

function block(heading: string, content: readonly string[]): string[] {
  return content.length === 0 ? [] : ["", heading, ...content];
}

function signature({ company }: CaseFacts): string[] {
  return ["", "Best regards,", `${company.name} Team`];
}

function lines(...all: string[]): string {
  return `${all.join("\n")}\n`;
}
