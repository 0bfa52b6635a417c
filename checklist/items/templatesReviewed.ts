import type { ChecklistItem } from "../item";
import { Probe } from "../probe";

export const templatesReviewed: ChecklistItem = {
  id: "templates-reviewed",
  title: "Email templates reviewed for compliance",
  provenBy: ({ templates }) =>
    `${templates.length} templates keep the compliance rules, and each is approved as it is (templates/reviews.json)`,
  judge: (view, { templates }) => {
    const probe = new Probe(view, "always");
    if (templates.length === 0) probe.missing("template", "folder templates/, component EmailTemplates");
    for (const { name, problems, review } of templates) {
      for (const problem of problems) probe.wrong(`Template ${name}: ${problem}`, `templates/${name}/`);
      if (review === "missing")
        probe.wrong(
          `Template ${name} was approved by nobody`,
          `read it and approve it: npm run ses -- review ${name}`,
        );
      if (review === "changed")
        probe.wrong(
          `Template ${name} changed since it was approved`,
          `read it again and approve it: npm run ses -- review ${name}`,
        );
    }
    return probe.findings;
  },
};
