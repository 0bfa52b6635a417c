import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { settingsTable } from "./table";

const README = join(__dirname, "..", "README.md");
const MARKS = /(<!-- settings:begin -->\n)[^]*(<!-- settings:end -->)/;

/** The README with the configuration table as the schema has it now. */
export async function readmeWithTable(): Promise<string> {
  const text = readFileSync(README, "utf8");
  if (!MARKS.test(text)) throw new Error("README.md has lost the marks of its configuration table");
  const table = await format(settingsTable(), { parser: "markdown" });
  return text.replace(MARKS, (_all, begin: string, end: string) => `${begin}\n${table}\n${end}`);
}

/** `npm run docs`. */
async function main(): Promise<void> {
  writeFileSync(README, await readmeWithTable());
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
