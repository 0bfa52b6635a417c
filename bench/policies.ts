import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../rehearsal/engine/cli";
import { buildPolicyPack } from "../rehearsal/engine/policyPack";
import { recorded } from "../tests/policies/launch";
import { Pack } from "../tests/policies/pack";
import { contest, median, timed } from "./measure";
import { ms, tell, tellRatio } from "./tell";

const STARTS = 9;
const ANALYSES = 15;

/** What a policy pack costs a preview: its start, and its judgement of the whole program. */
export async function benchPolicies(): Promise<void> {
  const folder = await buildPolicyPack();
  const start = (of: string) => () =>
    timedAnd(
      () => Pack.start(of),
      (pack) => pack.stop(),
    );
  const { ours, rival, ratio } = await contest(STARTS, start(folder), start(emptyPack()));
  tellRatio("start of the policy pack, against an empty one", ms(ours), ms(rival), ratio, "aim 1.8, 2500 ms");

  const pack = await Pack.start(folder);
  try {
    const program = await recorded("prod");
    // As the engine asks: remediation and judgement of each resource, then of all together.
    const analysis = async () => {
      await Promise.all(program.map((resource) => pack.remediate(resource)));
      await pack.preview(program);
    };
    await analysis();
    const runs: number[] = [];
    for (let run = 0; run < ANALYSES; run++) runs.push(await timed(analysis));
    tell(`policies over ${program.length} resources`, ms(median(runs)), "aim under 1000 ms");
  } finally {
    await pack.stop();
  }
}

/** The least that is a pack, in JavaScript. */
function emptyPack(): string {
  const folder = join(ROOT, ".rehearsal", "bench-empty-pack");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.0.0", main: "index.js" }));
  writeFileSync(
    join(folder, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  );
  return folder;
}

/** How long a start takes; what was started is stopped outside of that time. */
async function timedAnd<T>(begin: () => Promise<T>, end: (started: T) => Promise<void>): Promise<number> {
  const began = performance.now();
  const started = await begin();
  const took = performance.now() - began;
  await end(started);
  return took;
}
