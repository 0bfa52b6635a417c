import { oneLine } from "../../mail/templates/html";
import { contrast } from "./contrast";
import type { Box, Measured, MeasuredText } from "./measured";

/** What people must get of a mail, and on how wide a window. */
export interface Wanted {
  /** CSS pixels. */
  readonly width: number;
  /** Whether people use it with a finger. */
  readonly isTouched: boolean;
  /** What must be readable: every fact of the mail. */
  readonly facts: readonly string[];
  /** Where the mail's own link leads. */
  readonly action: string;
  /** Where the footer's link leads: unsubscribe or settings. */
  readonly footer: string;
}

export interface LayoutFinding {
  readonly code: string;
  readonly message: string;
}

/** A house rule: smaller text is hard to read on a phone. CSS pixels. */
const MIN_FONT_SIZE = 13;

/** WCAG 2.2, 2.5.8 "Target Size (Minimum)". CSS pixels. */
const MIN_TARGET = 24;

/** WCAG 2.2, 1.4.3: large text is 18 point, or 14 point and bold. */
const isLarge = ({ fontSize, fontWeight }: MeasuredText) =>
  fontSize >= 24 || (fontSize >= 18.66 && fontWeight >= 700);

/** Browsers round parts of pixels differently. */
const SLACK = 0.5;

/** Of what is too wide it names the last few: all around them is as wide. */
const overflow: LayoutRule = ({ contentWidth, boxes }, { width }) => [
  ...(contentWidth > width ? [`the content is ${contentWidth} px wide, the window ${width}`] : []),
  ...boxes
    .filter(({ box }) => box.left < -SLACK || box.right > width + SLACK || box.top < -SLACK)
    .map(({ what, box }) => `${what} reaches from ${box.left} to ${box.right} px of ${width}`)
    .slice(-3),
];

const cutOff: LayoutRule = (measured) =>
  measured.cutOff.map((what) => `${what} hides a part of what is in it`);

const facts: LayoutRule = ({ texts }, wanted) => {
  const all = oneLine(texts.map(({ text }) => text).join(" "));
  return wanted.facts
    .filter((fact) => !all.includes(oneLine(fact)))
    .map((fact) => `nobody can read: ${fact}`);
};

const links: LayoutRule = (measured, { action, footer }) =>
  [action, footer]
    .filter((href) => !measured.links.some((link) => link.href === href && link.text !== ""))
    .map((href) => `nobody sees a link to ${href}`);

const sides = ({ left, right, top, bottom }: Box) => [right - left, bottom - top];

const target: LayoutRule = (measured, { action, isTouched }) => {
  const first = measured.links.find(({ href, text }) => href === action && text !== "");
  if (!first || !isTouched) return [];
  const size = sides(first.box);
  return size.some((side) => side < MIN_TARGET) ? [`"${first.text}" is only ${size.join(" x ")} px`] : [];
};

const textContrast: LayoutRule = ({ texts }) =>
  texts.flatMap((text) => {
    if (text.onImage) return [`"${text.text}" stands on an image: its contrast is anybody's guess`];
    const least = isLarge(text) ? 3 : 4.5;
    const ratio = contrast(text.color, text.backgrounds, text.opacity);
    return ratio < least ? [`"${text.text}" has a contrast of ${ratio.toFixed(2)}, needs ${least}`] : [];
  });

const fontSize: LayoutRule = ({ texts }) =>
  texts
    .filter((text) => text.fontSize < MIN_FONT_SIZE)
    .map(({ text, fontSize: size }) => `"${text}" has letters of ${size} px`);

const images: LayoutRule = (measured) =>
  measured.images
    .filter(({ alt }) => !alt?.trim())
    .map(({ src }) => `the image ${src} has no text in its place`);

type LayoutRule = (measured: Measured, wanted: Wanted) => readonly string[];

/** By code; each answers everything that is wrong, in words. */
export const LAYOUT_RULES: Readonly<Record<string, LayoutRule>> = {
  overflow,
  "cut-off": cutOff,
  facts,
  links,
  target,
  contrast: textContrast,
  "font-size": fontSize,
  images,
};

/** What keeps people from reading and using a mail: at most one finding for each rule. */
export function layoutFindings(measured: Measured, wanted: Wanted): LayoutFinding[] {
  return Object.entries(LAYOUT_RULES).flatMap(([code, rule]) => {
    const problems = rule(measured, wanted);
    return problems.length > 0 ? [{ code, message: problems.join("; ") }] : [];
  });
}
