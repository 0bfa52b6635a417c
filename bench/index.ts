/** `npm run bench`: how long the program takes to start and to preview, against the least that could do it. */
import { Rehearsal } from "../rehearsal/engine/rehearsal";
import { flatProgram } from "./flatProgram";
import { contest, median, nodeRun, timed } from "./measure";

const STARTS = 11;
const PREVIEWS = 9;

function tell(what: string, ours: string, rival: string, ratio: number, aim: string): void {
  console.log(
    `${what.padEnd(36)} ${ours.padStart(8)} ${rival.padStart(8)}   ${ratio.toFixed(2).padStart(5)}   ${aim}`,
  );
}

const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;

async function benchStart(): Promise<void> {
  const megabytes: number[] = [];
  // As Pulumi's Node host does it: ts-node, transpile-only by the program's own tsconfig.
  const program = () => {
    const run = nodeRun(["-r", "ts-node/register"], 'require("./index.ts")');
    megabytes.push(run.megabytes);
    return run.milliseconds;
  };
  const bare = () => nodeRun([], 'require("@pulumi/pulumi")').milliseconds;
  const { ours, rival, ratio } = await contest(STARTS, program, bare);
  tell("start, against require of the SDK", ms(ours), ms(rival), ratio, "aim 1.6");
  console.log(
    `${"memory at the start".padEnd(36)} ${`${median(megabytes).toFixed(0)} MB`.padStart(8)}                    aim under 200 MB`,
  );
}

async function benchPreview(): Promise<void> {
  const structured = await Rehearsal.open("bench-program");
  const flat = await Rehearsal.open("bench-flat");
  try {
    const prod = await structured.stack("prod");
    const byHand = await flat.stack("prod", {}, flatProgram);
    const preview = (stack: typeof prod) => () => timed(() => stack.preview());
    const { ours, rival, ratio } = await contest(PREVIEWS, preview(prod), preview(byHand));
    tell("preview of prod, against a flat one", ms(ours), ms(rival), ratio, "aim 1.3");
  } finally {
    await structured.close();
    await flat.close();
  }
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}; medians of ${STARTS} starts and ${PREVIEWS} previews, each in turns with its rival\n`,
  );
  console.log(`${"".padEnd(36)} ${"ours".padStart(8)} ${"rival".padStart(8)}   ratio`);
  await benchStart();
  await benchPreview();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
