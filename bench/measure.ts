import { spawnSync } from "node:child_process";
import { ROOT } from "../rehearsal/engine/cli";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

export interface Contest {
  /** Medians, in milliseconds. */
  ours: number;
  rival: number;
  /** Median of the ratios of neighbouring runs: what slows the machine for a while slows both. */
  ratio: number;
}

/** Runs two things in turns and compares them; the first turn of each warms caches and does not count. */
export async function contest(
  turns: number,
  ours: () => number | Promise<number>,
  rival: () => number | Promise<number>,
): Promise<Contest> {
  await ours();
  await rival();
  const pairs: [number, number][] = [];
  for (let turn = 0; turn < turns; turn++) pairs.push([await ours(), await rival()]);
  return {
    ours: median(pairs.map(([one]) => one)),
    rival: median(pairs.map(([, other]) => other)),
    ratio: median(pairs.map(([one, other]) => one / other)),
  };
}

/** How long some work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export interface ProcessRun {
  /** From spawn to exit. */
  milliseconds: number;
  /** The most memory the process held. */
  megabytes: number;
}

/** Starts Node on a script in the repository and waits for its end. */
export function nodeRun(args: readonly string[], script: string): ProcessRun {
  const report = "process.stdout.write(String(process.resourceUsage().maxRSS))";
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, "-e", `${script}; ${report}`], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, TS_NODE_PROJECT: "tsconfig.pulumi.json" },
  });
  if (status !== 0) throw new Error(stderr);
  return { milliseconds: performance.now() - began, megabytes: Number(stdout) / 1024 };
}
