import assert from "node:assert/strict";
import { launchRules } from "../../policies/launch";
import { type Recorded, judgeAll } from "./launch";
import { launchedStack } from "./launchedStack";
import { type Read, readsOf, withUnknown } from "./reads";

const MANDATORY = launchRules(() => false).filter(({ advisory }) => !advisory);

/** What a launch is decided without: properties that may be unknown, and why. All others that are read must be known. */
const DECIDED_WITHOUT: readonly (readonly [property: RegExp, why: string])[] = [
  [
    /^stream-(?!canary)\S+ ConfigurationSet\.sendingOptions\b/,
    "a set that may send counts as one that sends",
  ],
  [
    /-counts ConfigurationSetEventDestination\./,
    "another destination takes bounces and complaints to the topic",
  ],
  [/^(?:pause|canary) Function\.(?:arn|name)$/, "another function reads the queue"],
  [/^feedback-function Function\.name$/, "the queue's mapping names the function by its ARN"],
  [/^pause-failed Queue\.arn$/, "no feedback waits there"],
  [/^monitoring-dead-letters-pause-sending-failed MetricAlarm\.dimensions\b/, "no feedback waits there"],
  [/ MetricAlarm\.metricQueries\b/, "another alarm has the metric"],
  [/^access-\S+ Policy\.arn$/, "no policy is attached"],
  [/^identity-recipient-\S+ EmailIdentity\.emailIdentity$/, "another identity is the domain's"],
];

describe("a property that a launch policy reads of a stack that goes live, unknown in a preview", function () {
  // The whole program runs twice.
  this.timeout(120_000);

  const used = new Set<RegExp>();
  let tried = 0;
  for (const name of ["prod", "staging"] as const)
    it(`stops ${name}, unless all is decided without it`, async () => {
      const stack = await launchedStack(name);
      const reads = readsOfAll(stack);
      tried += reads.length;
      const passing = reads.filter((read) => judgeAll(withUnknown(stack, read), MANDATORY).length === 0);
      for (const property of passing.map(propertyOf)) {
        const [decided] = DECIDED_WITHOUT.find(([pattern]) => pattern.test(property)) ?? [];
        assert(decided, `${property} is unknown, and nothing speaks`);
        used.add(decided);
      }
    });

  it("is excused for no reason that is not needed", () => {
    assert.deepEqual(
      DECIDED_WITHOUT.filter(([pattern]) => !used.has(pattern)).map(([pattern]) => pattern.source),
      [],
    );
    assert(tried > 1_000, `${tried} properties`);
  });
});

function readsOfAll(stack: readonly Recorded[]): Read[] {
  const reads = MANDATORY.flatMap((rule) => readsOf(rule, stack));
  return [...new Map(reads.map((read) => [propertyOf(read) + read.urn, read])).values()];
}

/** As `identity EmailIdentity.emailIdentity`. */
function propertyOf({ urn, type, path }: Read): string {
  return `${urn.split("::").at(-1) ?? urn} ${type.split(":").at(-1) ?? type}.${path.join(".")}`;
}
