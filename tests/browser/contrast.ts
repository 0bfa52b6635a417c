/** Contrast of text, as the Web Content Accessibility Guidelines 2.2 define it (1.4.3, "Contrast (Minimum)"). */

/** Red, green, blue from 0 to 255; alpha from 0 to 1. */
type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** @throws Error for a colour that is not written as browsers write computed ones of sRGB: `rgb(…)` or `rgba(…)` */
function parseColor(text: string): Color {
  const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
  if (!parts) throw new Error(`no colour that can be judged: ${text}`);
  const [, red, green, blue, alpha = "1"] = parts;
  return [Number(red), Number(green), Number(blue), Number(alpha)];
}

function over(top: Color, below: Color): Color {
  const alpha = top[3];
  const mix = (index: 0 | 1 | 2) => top[index] * alpha + below[index] * (1 - alpha);
  return [mix(0), mix(1), mix(2), 1];
}

function luminance([red, green, blue]: Color): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * Contrast of a text with what is behind it, as a ratio from 1 (the same) to 21 (black and white).
 *
 * @param backgrounds the nearest first; the last is opaque
 * @param opacity of the text, as a ratio
 */
export function contrast(color: string, backgrounds: readonly string[], opacity = 1): number {
  const background = backgrounds.map(parseColor).reduceRight((below, top) => over(top, below));
  const [red, green, blue, alpha] = parseColor(color);
  const text = over([red, green, blue, alpha * opacity], background);
  const [dark = 0, light = 0] = [luminance(text), luminance(background)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
