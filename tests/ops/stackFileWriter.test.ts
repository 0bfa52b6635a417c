import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackFile, stackFileWriter } from "../../ops/stackFile";
import { opsError } from "./ports";
import { writeProdFile } from "./prodFile";

const TODAY = new Date("2026-11-25T09:00:00Z");
const KEYS = ["ses-launch:productionAccess", "answeredAt"] as const;

describe("a setting written into a stack file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
    file = writeProdFile(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const text = () => readFileSync(file, "utf8");
  const set = (day: string, stack = "prod") => {
    stackFileWriter(folder, () => TODAY).set(stack, KEYS, day);
  };

  it("is there, and every line that was there still is, in its order", () => {
    const before = text();
    set("2026-11-24");
    const lines = text().split("\n");
    const added = ["  ses-launch:productionAccess:", '    answeredAt: "2026-11-24"'];
    assert.deepEqual(lines.filter((line) => !added.includes(line)).join("\n"), before);
    assert.equal(lines.filter((line) => added.includes(line)).length, 2);
    assert.equal(readStackFile(folder, "prod", TODAY).productionAccess.answeredAt, "2026-11-24");
  });

  it("changes where it is already", () => {
    set("2026-11-24");
    const before = text();
    set("2026-11-25");
    assert.equal(text(), before.replace("2026-11-24", "2026-11-25"));
  });

  for (const [day, says] of [
    ["2026-11-26", /answeredAt is "2026-11-26", a day to come/],
    ["tomorrow", /answeredAt is "tomorrow": expected a day/],
  ] as const)
    it(`is refused with ${day}, and nothing is written`, async () => {
      const before = text();
      const { exitCode, message } = await opsError(() => {
        set(day);
      });
      assert.equal(exitCode, 2);
      assert.match(message, says);
      assert.equal(text(), before);
    });

  it("is told where the file is laid out otherwise, or is not there", async () => {
    const shared = "x: &shared\n  mailType: TRANSACTIONAL\n";
    writeFileSync(file, `${shared}${text()}  ses-launch:productionAccess: *shared\n`);
    const { exitCode, message } = await opsError(() => {
      set("2026-11-24");
    });
    assert.equal(exitCode, 2);
    assert.match(message, /by hand: set ses-launch:productionAccess\.answeredAt to "2026-11-24"/);
    const none = await opsError(() => {
      set("2026-11-24", "none");
    });
    assert.equal(none.exitCode, 2);
    assert.match(none.message, /Pulumi\.none\.yaml cannot be read/);
  });
});
