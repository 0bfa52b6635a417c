import type { DEVICES, Scheme } from "./mailReader";

/** One way to spoil a mail that is right otherwise, and the one rule that must notice. */
export interface SpoiledLayout {
  rule: string;
  how: string;
  spoil: (html: string) => string;
  /** `phone` and `light` when left out. */
  device?: keyof typeof DEVICES;
  scheme?: Scheme;
}

const adds = (more: string) => replaces("</h1>", `</h1>${more}`);
const styles = (css: string) => replaces("</style>", `${css}</style>`);

function replaces(from: string | RegExp, to: string) {
  return (html: string): string => {
    const result = html.replace(from, () => to);
    if (result === html) throw new Error(`nothing to replace: ${String(from)}`);
    return result;
  };
}

/** Of password-reset. */
export const SPOILED_LAYOUTS: readonly SpoiledLayout[] = [
  {
    rule: "overflow",
    how: "a table of 600 px",
    spoil: adds('<table width="600"><tr><td>x</td></tr></table>'),
  },
  {
    rule: "overflow",
    how: "a table of 1400 px on a desktop",
    spoil: adds('<table width="1400"><tr><td>x</td></tr></table>'),
    device: "desktop",
  },
  { rule: "overflow", how: "a line that cannot break", spoil: styles(".card p { white-space: nowrap }") },
  { rule: "overflow", how: "text beside the window", spoil: adds('<p style="margin-left: -60px">x</p>') },
  {
    rule: "overflow",
    how: "a page made for desktops",
    spoil: replaces(/<meta name="viewport"[^>]*>/, ""),
  },
  { rule: "cut-off", how: "a line that is cut", spoil: styles("h1 { overflow: hidden; height: 10px }") },
  {
    rule: "cut-off",
    how: "a long word that is cut",
    spoil: adds(
      `<p style="width: 200px; overflow: hidden; word-break: normal; overflow-wrap: normal">${"W".repeat(60)}</p>`,
    ),
  },
  {
    rule: "facts",
    how: "a footer that only desktops show",
    spoil: styles("@media (max-width: 480px) { .foot p:last-child { display: none } }"),
  },
  {
    rule: "facts",
    how: "a value that only an image shows",
    spoil: replaces(/3 March 2026, 14:05 UTC/, '<img src="https://listbackup.ai/date.png" alt="the date">'),
  },
  {
    rule: "links",
    how: "a settings link without words",
    spoil: replaces(/>notification settings<\/a\s*>/, "></a>"),
  },
  {
    rule: "links",
    how: "a settings link that nobody sees",
    spoil: styles('a[href$="/settings/notifications"] { visibility: hidden }'),
  },
  {
    rule: "target",
    how: "a button of one small line",
    spoil: styles(".button { padding: 0 !important; font-size: 14px }"),
  },
  { rule: "contrast", how: "white on white", spoil: adds('<p style="color: #fff">x</p>') },
  { rule: "contrast", how: "light grey on white", spoil: adds('<p style="color: #949494">x</p>') },
  {
    rule: "contrast",
    how: "black text in dark mode",
    spoil: adds('<p style="color: #000">x</p>'),
    scheme: "dark",
  },
  {
    rule: "contrast",
    how: "a white box in dark mode",
    spoil: adds('<p style="background-color: #fff">x</p>'),
    scheme: "dark",
  },
  { rule: "contrast", how: "text that shines through", spoil: adds('<p style="opacity: 0.4">x</p>') },
  {
    rule: "contrast",
    how: "text on a gradient",
    spoil: adds('<p style="background-image: linear-gradient(#fff, #000)">x</p>'),
  },
  { rule: "font-size", how: "small print", spoil: adds('<p style="font-size: 12px">x</p>') },
  {
    rule: "images",
    how: "an image without a word",
    spoil: adds('<img src="cid:logo" width="20" height="20">'),
  },
  { rule: "images", how: "an image with an empty one", spoil: adds('<img src="cid:logo" alt=" ">') },
];
