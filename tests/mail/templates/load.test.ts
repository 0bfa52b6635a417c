import assert from "node:assert/strict";
import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEMPLATES, TemplateFilesError, loadTemplates } from "../../../mail/templates/load";

const TEMPLATE = {
  subject: "Hello",
  preheader: "Hello again",
  kind: "transactional",
  stream: "alerts",
  placeholders: { code: "the code" },
  reason: "You asked for it.",
};

describe("the files of the templates", () => {
  let folder: string;

  const write = (path: string, content: string | object) => {
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "templates-"));
    cpSync(join(TEMPLATES, "layout"), join(folder, "layout"), { recursive: true });
    mkdirSync(join(folder, "hello"));
    write("reviews.json", {});
    write("hello/template.json", TEMPLATE);
    write("hello/sample.json", { code: "1" });
    write("hello/body.html", "<p>{{code}}</p>");
    write("hello/body.txt", "{{code}}");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const problems = (): readonly string[] => {
    try {
      loadTemplates(folder);
      return [];
    } catch (error) {
      if (error instanceof TemplateFilesError) return error.problems;
      throw error;
    }
  };

  it("are read as they are", () => {
    write("README.md", "no template");
    assert.deepEqual(loadTemplates(folder).templates, [
      { name: "hello", ...TEMPLATE, html: "<p>{{code}}</p>", text: "{{code}}", sample: { code: "1" } },
    ]);
  });

  const wrong: Readonly<Record<string, [() => void, RegExp[]]>> = {
    "a file that is missing": [
      () => {
        rmSync(join(folder, "hello", "body.txt"));
      },
      [/^hello\/body\.txt cannot be read: ENOENT/],
    ],
    "an empty body": [
      () => {
        write("hello/body.txt", "\n");
      },
      [/^hello\/body\.txt is empty$/],
    ],
    "a layout that is missing": [
      () => {
        rmSync(join(folder, "layout", "button.html"));
      },
      [/^layout\/button\.html cannot be read/],
    ],
    "no reviews": [
      () => {
        rmSync(join(folder, "reviews.json"));
      },
      [/^reviews\.json cannot be read/],
    ],
    "no JSON": [
      () => {
        write("hello/sample.json", "{");
      },
      [/^hello\/sample\.json is no JSON/],
    ],
    "a sample that is no text": [
      () => {
        write("hello/sample.json", { code: 1 });
      },
      [/^hello\/sample\.json code: .*expected string/],
    ],
    "a key that nobody knows, as a sender's": [
      () => {
        write("hello/template.json", { ...TEMPLATE, fromAddress: "a@example.com" });
      },
      [/^hello\/template\.json: .*fromAddress/],
    ],
    "a kind that is none": [
      () => {
        write("hello/template.json", { ...TEMPLATE, kind: "marketing" });
      },
      [/^hello\/template\.json kind: /],
    ],
    "names that SES or Handlebars keep": [
      () => {
        write("hello/template.json", {
          ...TEMPLATE,
          placeholders: { amazonSESUnsubscribeUrl: "x", if: "x", "first-name": "x" },
        });
      },
      [
        /placeholders → amazonSESUnsubscribeUrl: is a name that SES fills in itself/,
        /placeholders → if: is a word of Handlebars/,
        /placeholders → first-name: expected a name of letters/,
      ],
    ],
    "a review of nothing": [
      () => {
        write("reviews.json", { gone: { hash: "0".repeat(64), by: "Robin", on: "2026-11-25" } });
      },
      [/^reviews\.json has a review of gone/],
    ],
    "a folder that is no name": [
      () => {
        mkdirSync(join(folder, "My Mail"));
      },
      [/^My Mail\/ is no template's name/],
    ],
    "several of these": [
      () => {
        write("hello/template.json", { ...TEMPLATE, kind: "marketing", stream: "", reason: " " });
        rmSync(join(folder, "hello", "body.html"));
        write("reviews.json", { hello: {} });
      },
      [/ kind: /, / stream: /, / reason: /, /body\.html/, / hello → hash/, / hello → by/, / hello → on/],
    ],
  };

  for (const [what, [spoil, expected]] of Object.entries(wrong))
    it(`are refused with ${what}`, () => {
      spoil();
      const found = problems();
      assert.equal(found.length, expected.length, found.join("\n"));
      expected.forEach((pattern, index) => {
        assert.match(found[index] ?? "", pattern);
      });
    });

  it("say which folder is not there, in one error with a line for each problem", () => {
    assert.throws(() => loadTemplates(join(folder, "none")), /cannot be read:\n(  .+\n)+  .*ENOENT/);
  });
});
