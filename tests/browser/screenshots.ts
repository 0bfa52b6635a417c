/** `npm run screenshots`: what people see of each mail, as PNGs, and all of them on one sheet. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser, noBrowserReason } from "./browser";
import { DEVICES, SCHEMES, mailReader } from "./mailReader";
import { shownMails } from "./shownMails";

const FOLDER = join(__dirname, "..", "..", "screenshots");
const SHOT_DEVICES = ["phone", "desktop"] as const;

interface Shot {
  readonly title: string;
  readonly file: string;
}

async function main(): Promise<void> {
  const reason = noBrowserReason();
  if (reason !== undefined) throw new Error(reason);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);

  const browser = await launchBrowser();
  try {
    const reader = await mailReader(browser);
    const shots: Shot[] = [];
    for (const { name, html } of shownMails())
      for (const device of SHOT_DEVICES)
        for (const scheme of SCHEMES) {
          const page = await reader.open(html, DEVICES[device], scheme);
          const file = join(FOLDER, `${name}-${device}-${scheme}.png`);
          await page.screenshot({ path: file, fullPage: true });
          shots.push({ title: `${name}, ${device}, ${scheme}`, file });
        }
    await sheet(await browser.newPage({ viewport: { width: 1880, height: 800 } }), shots);
    console.log(`${shots.length} screenshots and sheet.png are in ${FOLDER}`);
  } finally {
    await browser.close();
  }
}

/** One line a mail. */
async function sheet(page: Page, shots: readonly Shot[]): Promise<void> {
  const figures = shots.map(({ title, file }) => {
    const image = `data:image/png;base64,${readFileSync(file).toString("base64")}`;
    return `<figure><figcaption>${title}</figcaption><img src="${image}" alt=""></figure>`;
  });
  const columns = SHOT_DEVICES.flatMap((device) =>
    SCHEMES.map(() => `${Math.min(DEVICES[device].width, 900)}fr`),
  );
  await page.setContent(`<style>
    body { display: grid; grid-template-columns: ${columns.join(" ")}; gap: 16px; align-items: start; font: 13px sans-serif; }
    figure { margin: 0; } img { width: 100%; border: 1px solid #888; }
    </style>${figures.join("")}`);
  await page.screenshot({ path: join(FOLDER, "sheet.png"), fullPage: true });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
