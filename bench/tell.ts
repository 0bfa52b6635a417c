const WIDTH = 44;

/** The head of the table of comparisons. */
export function tellHead(): void {
  console.log(`${"".padEnd(WIDTH)} ${"ours".padStart(9)} ${"rival".padStart(9)}   ratio`);
}

/** A line that compares with a rival. */
export function tellRatio(what: string, ours: string, rival: string, ratio: number, aim: string): void {
  const columns = `${ours.padStart(9)} ${rival.padStart(9)}   ${ratio.toFixed(2).padStart(5)}`;
  console.log(`${what.padEnd(WIDTH)} ${columns}   ${aim}`);
}

/** A line with one figure. */
export function tell(what: string, figure: string, aim = ""): void {
  console.log(`${what.padEnd(WIDTH)} ${figure.padStart(9)}                     ${aim}`.trimEnd());
}

export const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
export const us = (milliseconds: number) => `${(milliseconds * 1000).toFixed(1)} µs`;
