import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ComplianceFinding, complianceFindings } from "../../mail/templates/compliance";
import type { TemplateFolder } from "../../mail/templates/load";
import { preview } from "../../mail/templates/preview";
import { renderForCompany } from "../../mail/templates/render";
import { type ReviewState, reviewState, templateHash } from "../../mail/templates/reviews";
import type { CompanyTemplate } from "../../mail/templates/template";
import type { StackSettings } from "../../settings/parse";
import { EXIT, OpsError } from "../exit";
import { MARKS, type Report } from "../report";

export interface ReviewArgs {
  readonly folder: TemplateFolder;
  readonly settings: Pick<StackSettings, "stack" | "company" | "streams">;
}

interface Reviewed {
  readonly template: CompanyTemplate;
  readonly findings: readonly ComplianceFinding[];
  readonly review: ReviewState;
}

/** `ses review`: which template is approved as it is now. */
export function reviewList(args: ReviewArgs): Report {
  const all = args.folder.templates.map(({ name }) => reviewed(name, args));
  const open = all.filter(({ findings, review }) => findings.length > 0 || review.state !== "approved");
  return {
    exitCode: open.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [
      ...all.flatMap(({ template, findings, review }) => [
        `  ${findings.length === 0 && review.state === "approved" ? MARKS.good : MARKS.open} ${template.name.padEnd(24)} ${stateText(review)}`,
        ...findingLines(findings),
      ]),
      "",
      open.length === 0
        ? "Every template is approved as it is now."
        : `${open.length} of ${all.length} wait for a review: npm run ses -- review <template> --stack ${args.settings.stack}`,
    ],
    json: all.map(({ template, findings, review }) => ({ name: template.name, ...review, findings })),
  };
}

/**
 * `ses review <template>`: the mail as a person gets it.
 *
 * @param out folder for the HTML part
 */
export function reviewShown(name: string, args: ReviewArgs, out: string): Report {
  const { template, findings, review } = reviewed(name, args);
  const { subject, html, text } = preview(template);
  mkdirSync(out, { recursive: true });
  const file = join(out, `${name}.html`);
  writeFileSync(file, html);
  const sound = findings.length === 0;
  return {
    exitCode: sound ? EXIT.fine : EXIT.notReady,
    lines: [
      `Subject: ${subject}`,
      "",
      text.trimEnd(),
      "",
      `  ${MARKS.note} HTML part: ${file}`,
      `  ${MARKS.note} ${template.kind}, stream ${template.stream}, ${stateText(review)}`,
      ...findingLines(findings),
      ...(sound && review.state !== "approved" ? ["", `To approve it: add --approve --by "Your name"`] : []),
    ],
    json: { name, subject, text, html: file, ...review, hash: templateHash(template), findings },
  };
}

export interface Approval {
  readonly by: string;
  /** A calendar day, as 2026-11-25. */
  readonly on: string;
}

/**
 * `ses review <template> --approve`: writes who approved the mail as it is now.
 *
 * @param file `templates/reviews.json`
 */
export function approve(name: string, args: ReviewArgs, { by, on }: Approval, file: string): Report {
  const { template, findings } = reviewed(name, args);
  if (findings.length > 0)
    return {
      exitCode: EXIT.notReady,
      lines: [
        `  ${MARKS.bad} ${name} is not approved: it breaks compliance rules`,
        ...findingLines(findings),
      ],
      json: { name, approved: false, findings },
    };
  const hash = templateHash(template);
  const reviews = Object.entries({ ...args.folder.reviews, [name]: { hash, by, on } });
  reviews.sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(reviews), null, 2)}\n`);
  return {
    exitCode: EXIT.fine,
    lines: [`  ${MARKS.good} ${name} approved by ${by} on ${on}. Commit ${file}.`],
    json: { name, approved: true, hash, by, on },
  };
}

function reviewed(name: string, { folder, settings }: ReviewArgs): Reviewed {
  const source = folder.templates.find((template) => template.name === name);
  if (!source)
    throw new OpsError(
      `There is no template ${name}. There are ${folder.templates.map((one) => one.name).join(", ")}.`,
      EXIT.wrongUse,
    );
  const template = renderForCompany(source, folder.layout, settings.company);
  return {
    template,
    findings: complianceFindings(template, settings),
    review: reviewState(template, folder.reviews),
  };
}

function stateText(review: ReviewState): string {
  if (review.state === "missing") return "not reviewed";
  const who = `${review.by} on ${review.on}`;
  return review.state === "approved" ? `approved by ${who}` : `changed since ${who} approved it`;
}

function findingLines(findings: readonly ComplianceFinding[]): string[] {
  return findings.map(
    ({ code, message, mend }) => `      ${MARKS.bad} ${code}: ${message}\n        mend: ${mend}`,
  );
}
