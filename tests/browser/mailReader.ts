import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Measured } from "./measured";

export interface Device {
  /** CSS pixels, as height. */
  readonly width: number;
  readonly height: number;
  /** With a finger, and two pixels of the screen for each of CSS. */
  readonly isPhone: boolean;
}

export const DEVICES = {
  phone: { width: 375, height: 667, isPhone: true },
  "narrow phone": { width: 320, height: 568, isPhone: true },
  desktop: { width: 1280, height: 800, isPhone: false },
} as const satisfies Readonly<Record<string, Device>>;

export const SCHEMES = ["light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

const MEASURE = readFileSync(join(__dirname, "page", "measure.js"), "utf8");

/** Opens mails in a browser as a mail program does that fetches nothing: images and style sheets stay away. */
export interface MailReader {
  /** The page with a mail in it. */
  open: (html: string, device: Device, scheme: Scheme) => Promise<Page>;
  measure: (page: Page) => Promise<Measured>;
  /** Every address that the mail in the page opened last wanted to fetch. */
  requests: (page: Page) => Promise<readonly string[]>;
}

const LAST = "https://last.invalid/";

/**
 * Ends when everything was asked for: what a style wants is asked for when the page is laid out, and the browser is told of
 * requests in their order, so that the refusal of this last one comes after all others.
 */
const ASK_FOR_LAST = `document.body.offsetHeight;
  new Promise((refused) => Object.assign(new Image(), { onerror: () => refused(), src: "${LAST}" }))`;

/** One page for all phones and one for the rest: a page keeps its density of pixels. */
export async function mailReader(browser: Browser): Promise<MailReader> {
  const requests: string[] = [];

  const newPage = async (isPhone: boolean) => {
    const context = await browser.newContext(
      isPhone ? { deviceScaleFactor: 2, isMobile: true, hasTouch: true } : {},
    );
    await context.route("**/*", async (route) => {
      requests.push(route.request().url());
      await route.abort();
    });
    return context.newPage();
  };
  const [phone, desktop] = await Promise.all([newPage(true), newPage(false)]);

  return {
    open: async (html, { width, height, isPhone }, colorScheme) => {
      const page = isPhone ? phone : desktop;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      // A document that is only written over keeps the width that the last one asked for.
      await page.goto("about:blank");
      requests.length = 0;
      await page.setContent(html);
      return page;
    },
    measure: (page) => page.evaluate<Measured>(MEASURE),
    requests: async (page) => {
      await page.evaluate(ASK_FOR_LAST);
      return requests.filter((address) => address !== LAST);
    },
  };
}
