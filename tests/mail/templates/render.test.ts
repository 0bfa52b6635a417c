import assert from "node:assert/strict";
import fc from "fast-check";
import { anchors, tags, visibleText } from "../../../mail/templates/html";
import { loadTemplates } from "../../../mail/templates/load";
import { UNSUBSCRIBE_PREVIEW, preview } from "../../../mail/templates/preview";
import { TemplateError, renderForCompany } from "../../../mail/templates/render";
import {
  type TemplateLayout,
  type TemplateSource,
  sesTemplateName,
  settingsUrl,
} from "../../../mail/templates/template";
import { sendPolicy } from "../../../iam/sending";
import { configurationSetName } from "../../../mail/streams";
import { NAME_LIMITS } from "../../../names";
import { shipped, shippedTemplate } from "./shipped";

const COMPANY = { name: "A & <B>", website: "https://example.com/", postalAddress: "Road 1\r\nTown" };

const LAYOUT: TemplateLayout = {
  html: "<title>[[mail.subject]]</title>[[mail.preheader]] [[mail.body]] [[mail.reason]] [[mail.footer]] [[company.name]] [[company.postalAddress]]\n",
  text: "[[mail.body]]\n[[mail.reason]]\n[[mail.footer]]\n[[company.postalAddress]]\n",
  button: '<a href="[[button.url]]">[[button.label]]</a>\n',
  footers: {
    transactional: { html: "T [[company.settingsUrl]]\n", text: "t [[company.settingsUrl]]\n" },
    notification: { html: "N\n", text: "n\n" },
  },
};

const SOURCE: TemplateSource = {
  name: "hello",
  kind: "transactional",
  stream: "transactional",
  subject: "Hello of [[company.name]]",
  preheader: "1 < 2",
  reason: "You asked [[company.name]].",
  placeholders: { url: "a page" },
  html: "<p>[[button Go there | {{url}}]]</p>\n",
  text: "Go: {{url}}\n",
  sample: { url: "[[company.website]]go" },
};

const render = (changes: Partial<TemplateSource> = {}, layout: Partial<TemplateLayout> = {}) =>
  renderForCompany({ ...SOURCE, ...changes }, { ...LAYOUT, ...layout }, COMPANY);

describe("a template for a company", () => {
  it("has the company's facts, escaped in html and plain in text", () => {
    assert.deepEqual(render(), {
      name: "hello",
      kind: "transactional",
      stream: "transactional",
      placeholders: { url: "a page" },
      subject: "Hello of A & <B>",
      reason: "You asked A & <B>.",
      html:
        '<title>Hello of A &amp; &lt;B&gt;</title>1 &lt; 2 <p><a href="{{url}}">Go there</a></p> You asked A &amp; &lt;B&gt;. ' +
        "T https://example.com/settings/notifications A &amp; &lt;B&gt; Road 1<br />Town\n",
      text: "Go: {{url}}\nYou asked A & <B>.\nt https://example.com/settings/notifications\nRoad 1\r\nTown\n",
      sample: { url: "https://example.com/go" },
    });
  });

  it("has the footer of its kind", () => {
    const { html, text } = render({ kind: "notification" });
    assert.match(html, / N A/);
    assert.match(text, /\nn\n/);
  });

  const wrong: Readonly<Record<string, [Partial<TemplateSource>, Partial<TemplateLayout>]>> = {
    "[[company.fax]]": [{ html: "[[company.fax]]" }, {}],
    "[[toString]]": [{ text: "[[toString]]" }, {}],
    "[[mail.body]]": [{ subject: "[[mail.body]]" }, {}],
    "[[mail.subjekt]]": [{}, { html: "[[mail.subjekt]]" }],
    "[[company.name]": [{ text: "[[company.name] " }, {}],
    "[[button Go]]": [{ html: "[[button Go]]" }, {}],
    "[[]]": [{ sample: { url: "[[]]" } }, {}],
  };
  for (const [slot, [source, layout]] of Object.entries(wrong))
    it(`cannot ask for ${slot}`, () => {
      assert.throws(
        () => render(source, layout),
        (error: Error) => error instanceof TemplateError && error.message.includes(`hello asks for ${slot}`),
      );
    });

  it("takes facts as they are, whatever they look like", () => {
    const name = "$& [[company.website]] $1";
    const { subject } = renderForCompany(SOURCE, LAYOUT, { ...COMPANY, name });
    assert.equal(subject, `Hello of ${name}`);
  });

  it("links to the notification settings of the website, with one slash", () => {
    for (const website of ["https://example.com", "https://example.com/", "https://example.com//"])
      assert.equal(settingsUrl({ name: "x", website }), "https://example.com/settings/notifications");
  });
});

describe("a preview", () => {
  for (const template of shipped())
    it(`of ${template.name} has nothing left to fill in`, () => {
      const { subject, html, text } = preview(template);
      for (const part of [subject, html, text]) assert.doesNotMatch(part, /\{\{|\[\[|undefined/);
      for (const value of Object.values(template.sample))
        assert([subject, text].some((part) => part.includes(value)));
      assert.equal(html.includes(UNSUBSCRIBE_PREVIEW), template.kind === "notification");
    });

  for (const template of shipped())
    it(`of ${template.name} refuses data that lack any one value`, () => {
      for (const name of Object.keys(template.placeholders)) {
        const data = Object.fromEntries(Object.entries(template.sample).filter(([key]) => key !== name));
        assert.throws(() => preview(template, data), new RegExp(`"${name}" not defined`));
      }
    });

  it("escapes nothing, as SES does", () => {
    const template = render();
    const { html, text } = preview(template, { url: 'https://example.com/?a=1&b="<i>"' });
    for (const part of [html, text]) assert(part.includes('https://example.com/?a=1&b="<i>"'));
  });
});

describe("the shipped templates", () => {
  it("are the mails that the company sends", () => {
    assert.deepEqual(
      loadTemplates().templates.map(({ name, kind, stream }) => [name, kind, stream]),
      [
        ["account-verification", "transactional", "transactional"],
        ["backup-completed", "notification", "notifications"],
        ["billing-update", "transactional", "alerts"],
        ["mfa-code", "transactional", "transactional"],
        ["password-reset", "transactional", "transactional"],
        ["security-notice", "transactional", "alerts"],
        ["storage-warning", "notification", "notifications"],
      ],
    );
  });

  for (const { name, html } of shipped()) {
    it(`show the address beneath every button of ${name}`, () => {
      const buttons = tags(html).filter(({ attributes }) => attributes["class"] === "button");
      const spelled = anchors(html).filter(({ href, text }) => href === text);
      for (const { attributes } of buttons) assert(spelled.some(({ href }) => href === attributes["href"]));
      assert(name === "mfa-code" || buttons.length === 1);
    });

    it(`are for phones, dark mode and screen readers in ${name}`, () => {
      const meta = (name: string) =>
        tags(html).find(({ attributes }) => attributes["name"] === name)?.attributes["content"] ?? "";
      assert.equal(meta("color-scheme"), "light dark");
      assert.match(meta("viewport"), /width=device-width/);
      assert.match(html, /prefers-color-scheme: dark/);
      assert.match(html, /max-width: 600px/);
      assert.equal(tags(html).filter((tag) => tag.name === "h1").length, 1);
      assert.equal(
        tags(html).some((tag) => tag.name === "img"),
        false,
      );
    });
  }

  it("keep the code out of the subject and in one piece", () => {
    const { subject, html, text } = preview(shippedTemplate("mfa-code"));
    assert.doesNotMatch(subject, /402817/);
    assert.match(html, /user-select: all[^>]*>402817</);
    assert.match(text, /^\s+402817$/m);
  });

  it("say what to do if it was not you, where that matters", () => {
    for (const name of ["account-verification", "password-reset", "mfa-code", "security-notice"]) {
      const { html, text } = shippedTemplate(name);
      for (const part of [visibleText(html), text]) assert.match(part, /It was not you\?/);
    }
  });
});

describe("a template's name in SES", () => {
  it("is its configuration set's name and its own", () => {
    assert.equal(sesTemplateName("prod-alerts", "billing-update"), "prod-alerts-billing-update");
  });

  it("ends in a hash where it is too long", () => {
    const set = "x".repeat(40);
    const name = sesTemplateName(set, "account-verification-and-more");
    assert.match(name, /^x{40}-account-verifica?-?[0-9a-f]{7}$/);
    assert.equal(name.length, NAME_LIMITS.template);
    assert.match(sesTemplateName("x".repeat(56), "mfa-codes"), /^x{56}-[0-9a-f]{7}$/);
  });

  it("fits, stays, and is what the stream's policy allows, for every stack and stream", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,99}$/);
    fc.assert(
      fc.property(word, word, word, word, (stack, stream, one, other) => {
        const configurationSet = configurationSetName(stack, stream);
        const name = sesTemplateName(configurationSet, one);
        assert(name.length <= NAME_LIMITS.template);
        assert.match(name, /^[A-Za-z0-9_-]+$/);
        assert.equal(sesTemplateName(configurationSet, one), name);
        assert.equal(sesTemplateName(configurationSet, other) === name, one === other);
        const allowed = JSON.stringify(
          sendPolicy({
            place: { region: "us-east-1", accountId: "123456789012" },
            domain: "example.com",
            fromAddress: "a@example.com",
            configurationSet,
            raw: false,
          }),
        );
        const prefix = /template\/([^"*]*)\*/.exec(allowed)?.[1];
        assert(prefix !== undefined && name.startsWith(prefix));
      }),
    );
  });
});
