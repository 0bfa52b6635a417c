/** `npm run bench`: how long the program takes to start and to preview, against the least that could do it. */
import { Rehearsal } from "../rehearsal/engine/rehearsal";
import { flatProgram } from "./flatProgram";
import { benchBundle, benchHandler, benchUnits } from "./feedback";
import { benchPolicies } from "./policies";
import { contest, median, nodeRun, timed } from "./measure";
import { ms, tell, tellHead, tellRatio } from "./tell";

const STARTS = 11;
const PREVIEWS = 9;
const STREAMS = [1, 3, 10];
const STREAM_PREVIEWS = 5;

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
  tellRatio("start, against require of the SDK", ms(ours), ms(rival), ratio, "aim 1.6");
  tell("memory at the start", `${median(megabytes).toFixed(0)} MB`, "aim under 200 MB");
}

async function benchPreview(): Promise<void> {
  const structured = await Rehearsal.open("bench-program");
  const flat = await Rehearsal.open("bench-flat");
  try {
    const prod = await structured.stack("prod");
    const byHand = await flat.stack("prod", {}, flatProgram);
    const preview = (stack: typeof prod) => () => timed(() => stack.preview());
    const { ours, rival, ratio } = await contest(PREVIEWS, preview(prod), preview(byHand));
    tellRatio(
      "preview of prod, against a flat foundation",
      ms(ours),
      ms(rival),
      ratio,
      "a fifth of the resources",
    );
  } finally {
    await structured.close();
    await flat.close();
  }
}

/** What one more stream costs a preview. */
async function benchStreams(): Promise<void> {
  const rehearsal = await Rehearsal.open("bench-streams");
  try {
    const prod = await rehearsal.stack("prod");
    const times: number[] = [];
    for (const count of STREAMS) {
      const streams = Array.from({ length: count }, (_, index) => [`stream-${index}`, {}] as const);
      prod.configure({ "ses-launch:streams": Object.fromEntries(streams) });
      const runs: number[] = [];
      for (let run = 0; run < STREAM_PREVIEWS; run++) runs.push(await timed(() => prod.preview()));
      times.push(median(runs));
      tell(`preview with ${count} stream${count === 1 ? "" : "s"}`, ms(median(runs)));
    }
    const [fewest = 0, most = 0] = [times[0], times.at(-1)];
    const each = (most - fewest) / (Math.max(...STREAMS) - Math.min(...STREAMS));
    tell("one more stream", ms(each), "aim under 200 ms");
  } finally {
    await rehearsal.close();
  }
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}; medians of ${STARTS} starts and ${PREVIEWS} previews, each in turns with its rival\n`,
  );
  tellHead();
  await benchStart();
  await benchPreview();
  await benchStreams();
  await benchHandler();
  benchBundle();
  await benchUnits();
  // Last, because it records the program under mocks of the SDK.
  await benchPolicies();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
