import { styleText } from "node:util";
import { MARKS, type Progress, type Report } from "./report";

type Stream = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };

const COLOURS = { [MARKS.good]: "green", [MARKS.bad]: "red", [MARKS.open]: "yellow" } as const;

/**
 * Where a command speaks: reports to stdout, everything else to stderr. Marks are coloured at a terminal only, and never
 * where NO_COLOR is set to anything (https://no-color.org).
 */
export class Terminal {
  constructor(
    private readonly stdout: Stream,
    private readonly stderr: Stream,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  readonly progress: Progress = (text) => {
    this.stderr.write(`${text}\n`);
  };

  error(message: string): void {
    this.stderr.write(`${message}\n`);
  }

  out(text: string): void {
    this.stdout.write(`${text}\n`);
  }

  print({ lines, json }: Report, asJson: boolean): void {
    const texts = asJson ? [JSON.stringify(json, null, 2)] : lines.map((line) => this.coloured(line));
    this.out(texts.join("\n"));
  }

  private coloured(line: string): string {
    if (this.stdout.isTTY !== true || (this.environment.NO_COLOR ?? "") !== "") return line;
    const [, indent = "", mark = "", rest = ""] = /^(\s*)(\S)( .*)$/s.exec(line) ?? [];
    if (!isColoured(mark)) return line;
    return `${indent}${styleText(COLOURS[mark], mark, { validateStream: false })}${rest}`;
  }
}

function isColoured(mark: string): mark is keyof typeof COLOURS {
  return Object.hasOwn(COLOURS, mark);
}
