import type { Rule } from "../../policies/rule";

interface Tally {
  spoiled: number;
  refused: number;
  rules: readonly Rule[];
}

const tallies: Tally[] = [];

/** Prints how many spoiled stacks of a table were refused, and keeps it for the total. */
export function tell(what: string, tally: Tally): void {
  tallies.push(tally);
  print(what, tally);
}

// Outside of every `describe`: after all tests of the run.
after(() => {
  if (tallies.length < 2) return;
  const sum = (key: "spoiled" | "refused") => tallies.reduce((total, tally) => total + tally[key], 0);
  const rules = new Map(tallies.flatMap((tally) => tally.rules.map((rule) => [rule.name, rule])));
  print("spoiled in all", { spoiled: sum("spoiled"), refused: sum("refused"), rules: [...rules.values()] });
});

function print(what: string, { spoiled, refused, rules }: Tally): void {
  const rate = ((100 * refused) / spoiled).toFixed(1);
  console.log(`      ${spoiled} ${what}, ${refused} refused (${rate} %), ${rules.length} rules`);
}
