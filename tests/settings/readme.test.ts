import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readmeWithTable } from "../../settings/readme";
import { settingsSchema } from "../../settings/schema";
import { settingRows } from "../../settings/table";

describe("the README", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

  it("has the configuration table of the schema (npm run docs writes it)", async () => {
    assert.equal(readme, await readmeWithTable());
  });

  it("leaves no setting out of it", () => {
    const rows = settingRows().map(({ key }) => key.split(".")[0]);
    assert.deepEqual([...new Set(rows)], Object.keys(settingsSchema.shape));
  });

  it("names only scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm (?:run )?(test|[a-z-]+)(?=[\s`])/g)].map(
      ([, script]) => script ?? "",
    );
    const missing = named.filter((script) => !(script in scripts) && script !== "ci");
    assert.deepEqual(missing, []);
    assert(named.includes("rehearse") && named.includes("test"));
  });
});
