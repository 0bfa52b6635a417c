import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser, noBrowserReason } from "./browser";
import { contrast } from "./contrast";
import { LAYOUT_RULES, layoutFindings } from "./layoutRules";
import { DEVICES, type MailReader, SCHEMES, mailReader } from "./mailReader";
import { mailsOfLongWords, shownMails } from "./shownMails";
import { SPOILED_LAYOUTS } from "./spoiledTable";

const DEVICE_NAMES = Object.keys(DEVICES) as (keyof typeof DEVICES)[];

describe("the emails in a browser", () => {
  const reason = noBrowserReason();
  if (reason !== undefined) {
    it.skip(`are laid out to be read and used (${reason})`);
    return;
  }

  let browser: Browser | undefined;
  let reader: MailReader;

  before(async function () {
    // Unpacks the browser the first time.
    this.timeout(120_000);
    browser = await launchBrowser();
    reader = await mailReader(browser);
  });

  after(async () => {
    await browser?.close();
  });

  for (const { name, html, wanted } of shownMails())
    for (const device of DEVICE_NAMES)
      for (const scheme of SCHEMES)
        it(`can be read and used, and fetch nothing: ${name} on a ${device}, ${scheme}`, async () => {
          const page = await reader.open(html, DEVICES[device], scheme);
          const findings = layoutFindings(await reader.measure(page), wanted(DEVICES[device]));
          assert.deepEqual(findings, []);
          assert.deepEqual(await reader.requests(page), []);
        });

  for (const { name, html, wanted } of mailsOfLongWords())
    it(`break words that are longer than a line: ${name}`, async () => {
      for (const device of Object.values(DEVICES)) {
        const page = await reader.open(html, device, "light");
        assert.deepEqual(layoutFindings(await reader.measure(page), wanted(device)), []);
      }
    });

  for (const { name, html, wanted } of shownMails())
    it(`can be read and used where the mail program drops style sheets: ${name}`, async () => {
      const plain = html.replace(/<style>[^]*<\/style>/, "");
      assert.notEqual(plain, html);
      for (const scheme of SCHEMES) {
        const page = await reader.open(plain, DEVICES.phone, scheme);
        assert.deepEqual(layoutFindings(await reader.measure(page), wanted(DEVICES.phone)), []);
      }
    });

  for (const { rule, how, spoil, device = "phone", scheme = "light" } of SPOILED_LAYOUTS)
    it(`are refused by ${rule} alone with ${how}`, async () => {
      const mail = shownMails().find(({ name }) => name === "password-reset");
      assert(mail);
      const page = await reader.open(spoil(mail.html), DEVICES[device], scheme);
      const findings = layoutFindings(await reader.measure(page), mail.wanted(DEVICES[device]));
      assert.deepEqual(
        findings.map(({ code }) => code),
        [rule],
        JSON.stringify(findings, undefined, 2),
      );
    });

  it("are judged by rules that each have a way to be broken", () => {
    assert.deepEqual(
      [...new Set(SPOILED_LAYOUTS.map(({ rule }) => rule))].sort(),
      Object.keys(LAYOUT_RULES).sort(),
    );
  });

  it("would be caught fetching an image, a style sheet or a background", async () => {
    const address = (name: string) => `https://listbackup.ai/${name}`;
    const html = `<link rel="stylesheet" href="${address("a.css")}"><img src="${address("b.png")}" alt="b">
      <p style="background: url('${address("c.png")}')">c</p>`;
    const page = await reader.open(html, DEVICES.desktop, "light");
    assert.deepEqual([...(await reader.requests(page))].sort(), ["a.css", "b.png", "c.png"].map(address));
  });
});

describe("a machine's browser", () => {
  it("is there on every Linux x64, and elsewhere where CHROMIUM names one", () => {
    assert.equal(noBrowserReason({ platform: "linux", arch: "x64", env: {} }), undefined);
    assert.equal(noBrowserReason({ platform: "darwin", arch: "arm64", env: { CHROMIUM: "/x" } }), undefined);
    assert.match(
      noBrowserReason({ platform: "darwin", arch: "arm64", env: {} }) ?? "",
      /^no browser for darwin arm64: set CHROMIUM/,
    );
  });
});

describe("contrast of text", () => {
  const near = (ratio: number, wanted: number) => {
    assert(Math.abs(ratio - wanted) < 0.01, `${ratio} is not ${wanted}`);
  };
  const white = "rgb(255, 255, 255)";
  const black = "rgb(0, 0, 0)";

  it("is 21 of black on white and 1 of white on white", () => {
    near(contrast(black, [white]), 21);
    near(contrast(white, [white]), 1);
  });

  it("is 4.54 of #767676 on white and 4.48 of #777777, the known border", () => {
    near(contrast("rgb(118, 118, 118)", [white]), 4.54);
    near(contrast("rgb(119, 119, 119)", [white]), 4.48);
  });

  it("sees through transparent backgrounds to what is behind them", () => {
    near(contrast(black, ["rgba(0, 0, 0, 0)", white, black]), 21);
    near(contrast(white, ["rgba(0, 0, 0, 0.6)", white]), contrast(white, ["rgb(102, 102, 102)"]));
  });

  it("shrinks with the text's opacity", () => {
    near(contrast(black, [white], 0), 1);
    near(contrast("rgba(0, 0, 0, 0.5)", [white]), contrast(black, [white], 0.5));
  });

  it("is not guessed for a colour that it cannot read", () => {
    assert.throws(() => contrast("oklch(0.5 0.2 240)", [white]), /no colour that can be judged: oklch/);
  });
});
