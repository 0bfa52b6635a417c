/** What a browser shows of a mail, as plain data. Lengths are in CSS pixels; colours are as the browser computes them. */
export interface Measured {
  /** Width of everything there is to scroll to. */
  readonly contentWidth: number;
  /** Elements with a box, without those that nobody sees. */
  readonly boxes: readonly { readonly what: string; readonly box: Box }[];
  /** Elements that hide a part of what is in them. */
  readonly cutOff: readonly string[];
  readonly texts: readonly MeasuredText[];
  /** In their order, those that nobody sees too. */
  readonly links: readonly MeasuredLink[];
  readonly images: readonly { readonly src: string; readonly alt: string | null }[];
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A text node that people see. */
export interface MeasuredText {
  readonly text: string;
  readonly fontSize: number;
  /** 400 is normal, 700 is bold. */
  readonly fontWeight: number;
  readonly color: string;
  /** Background colours behind it, the nearest first; the last is the window's own. */
  readonly backgrounds: readonly string[];
  /** A ratio: 0 is invisible. */
  readonly opacity: number;
  /** Whether an image or a gradient is behind it. */
  readonly onImage: boolean;
}

export interface MeasuredLink {
  readonly href: string;
  /** Empty when nobody sees it. */
  readonly text: string;
  readonly box: Box;
}
