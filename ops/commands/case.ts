import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CaseFacts } from "../../checklist/caseFacts";
import { type CaseTexts, caseTexts } from "../../checklist/caseText";
import { preview } from "../../mail/templates/preview";
import { renderForCompany } from "../../mail/templates/render";
import { emailOf } from "../emailOf";
import { EXIT } from "../exit";
import type { Launch } from "../launch";
import { MARKS, type Report } from "../report";

const FILES = {
  "use-case.txt": "useCase",
  "support-case.txt": "supportCase",
  "more-information.txt": "moreInformation",
  "quota.txt": "quota",
} as const satisfies Readonly<Record<string, keyof CaseTexts>>;

/** What the case text may speak of. @throws OpsError where the stack was never deployed */
export function caseFacts(stack: string, launch: Launch): CaseFacts {
  const { settings, state, folder, items, evidence } = launch;
  const email = emailOf(stack, state);
  const topics = Object.entries(settings.streams).flatMap(([name, { topic }]) => (topic ? [name] : []));
  return {
    ...settings,
    items,
    evidence,
    deployed: {
      templates: folder.templates.filter(({ name }) => Object.hasOwn(email.templates, name)),
      topics: email.contactListName === undefined ? [] : topics,
    },
  };
}

/**
 * `ses case`: the texts for AWS's reviewer, and what they do not say.
 *
 * @param out folder for the texts and the emails as people get them
 */
export function caseReport(stack: string, launch: Launch, out?: string): Report {
  const texts = caseTexts(caseFacts(stack, launch));
  const written = out === undefined ? [] : writeCase(launch, texts, out);
  const shown = Object.entries(FILES).flatMap(([name, key]) => [`--- ${name}`, "", texts[key].trimEnd(), ""]);
  return {
    exitCode: texts.unanswered.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [
      ...(out === undefined ? shown : written.map((file) => `  ${MARKS.good} ${file}`)),
      ...texts.leftOut.map(({ about, why }) => `  ${MARKS.open} left out, ${about}: ${why}`),
      ...texts.unanswered.map(
        (subject) => `  ${MARKS.bad} AWS will ask about this, and nothing can be said: ${subject}`,
      ),
      `The use case has ${texts.useCase.length} characters of 5000.`,
    ],
    json: { stack, ...texts, written },
  };
}

function writeCase({ folder, settings }: Launch, texts: CaseTexts, out: string): string[] {
  const samples = join(out, "samples");
  mkdirSync(samples, { recursive: true });
  const written: string[] = [];
  const write = (file: string, text: string) => {
    writeFileSync(file, text);
    written.push(file);
  };
  for (const [name, key] of Object.entries(FILES)) write(join(out, name), `${texts[key].trimEnd()}\n`);
  for (const source of folder.templates) {
    const { subject, html, text } = preview(renderForCompany(source, folder.layout, settings.company));
    write(join(samples, `${source.name}.html`), html);
    write(join(samples, `${source.name}.txt`), `Subject: ${subject}\n\n${text}`);
  }
  return written;
}
