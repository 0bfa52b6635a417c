import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { alarmDefinitions } from "../../monitoring/alarms";
import { RUNBOOK_PATH, RUNBOOK_SECTIONS } from "../../monitoring/runbook";
import { setting } from "./setting";

const GROUPS: Readonly<Record<string, string>> = { "Wakes somebody": "now", "Next morning": "next-morning" };

/** GitHub's anchor of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");

const text = readFileSync(path.join(__dirname, "../..", RUNBOOK_PATH), "utf8");

/** The runbook's sections: anchor, heading, group and text. */
function sections() {
  const [, ...groups] = text.split(/^# /m).slice(1);
  return groups.flatMap((group) => {
    const [head = "", ...parts] = group.split(/^## /m);
    return parts.map((part) => {
      const [heading = "", ...lines] = part.split("\n");
      return { anchor: anchor(heading), heading, wakes: GROUPS[head.trim()], text: lines.join("\n") };
    });
  });
}

describe("the runbook", () => {
  it("has the sections that alarms name and no others, each among those of its urgency", () => {
    assert.deepEqual(
      sections().map(({ anchor: key, heading, wakes }) => [key, { heading, wakes }]),
      Object.entries(RUNBOOK_SECTIONS),
    );
  });

  it("has no section without an alarm, and no alarm without a section", () => {
    const named = new Set<string>(alarmDefinitions(setting()).map(({ runbook }) => runbook));
    assert.deepEqual([...named].sort(), Object.keys(RUNBOOK_SECTIONS).sort());
  });

  it("says in each section what it means, where to look first, what to do and when to call AWS", () => {
    for (const { heading, text: body } of sections())
      for (const part of ["What it means.", "Look first.", "Do this.", "Call AWS"])
        assert.equal(body.split(`**${part}`).length, 2, `${heading}: ${part}`);
  });

  it("links only to its own sections", () => {
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, to]) => to ?? "");
    assert(links.length > 0);
    for (const to of links) assert(to in RUNBOOK_SECTIONS, to);
  });

  it("breaks no command over two lines, so that it can be copied", () => {
    const outsideBlocks = text.replace(/^```[^]*?^```/gm, "");
    for (const line of outsideBlocks.split("\n")) assert.equal(line.split("`").length % 2, 1, line);
  });
});
