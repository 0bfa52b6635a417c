import assert from "node:assert/strict";
import fc from "fast-check";
import type { ProductionAccessInputs } from "../../../components/productionAccess/inputs";
import type {
  ProductionAccessProvider,
  ProductionAccessState,
} from "../../../components/productionAccess/provider";
import { Aws, INPUTS, type Mishap, awsError, revived } from "./world";

const timeout = Object.assign(new Error("no answer in time"), { name: "TimeoutError" });
const SITES = ["https://a.example", "https://b.example", "https://c.example"];

const KEYS = [
  ...["region", "accountId", "launchGate", "implementation"],
  ...["mailType", "websiteUrl", "contactLanguage", "additionalContacts"],
  ...["state", "productionAccessEnabled", "sendingEnabled", "enforcementStatus", "reviewStatus", "caseId"],
  ...["max24HourSend", "maxSendRate", "filed"],
];

/** AWS, the stack's state and its code, as the engine drives them. */
class World {
  inputs: ProductionAccessInputs = INPUTS;
  state: ProductionAccessState | undefined;

  constructor(
    readonly aws: Aws,
    private readonly provider: ProductionAccessProvider,
  ) {}

  async up(): Promise<void> {
    const { state, inputs, provider } = this;
    if (!state) this.state = (await provider.create(inputs)).outs;
    else if ((await provider.diff("id", state, inputs)).changes)
      this.state = (await provider.update("id", state, inputs)).outs;
  }

  async refresh(): Promise<void> {
    if (this.state) this.state = (await this.provider.read("id", this.state)).props;
  }

  /** Whether AWS waits for a request. */
  get isOpen(): boolean {
    const { enabled, enforcement, status } = this.aws;
    return !enabled && enforcement === "HEALTHY" && (status === undefined || status === "FAILED");
  }
}

type Step = (world: World) => Promise<void> | void;

const mishap: fc.Arbitrary<Mishap | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<Mishap>(
    { error: timeout },
    { lostAnswer: timeout },
    { error: awsError("TooManyRequestsException") },
    { error: awsError("InternalFailure", "server") },
    { error: awsError("BadRequestException") },
  ),
);

const named = (name: string, step: Step) => Object.assign(step, { [fc.toStringMethod]: () => name });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(named("up", (world) => world.up())) },
  { weight: 2, arbitrary: fc.constant(named("refresh", (world) => world.refresh())) },
  fc.constant(
    named("taken out", (world) => {
      world.state = undefined;
    }),
  ),
  fc.constant(
    named("code changed", (world) => {
      world.inputs = { ...world.inputs, implementation: world.inputs.implementation + 1 };
    }),
  ),
  fc.constantFrom(...SITES).map((websiteUrl) =>
    named(`website ${websiteUrl}`, (world) => {
      world.inputs = { ...world.inputs, websiteUrl };
    }),
  ),
  fc.constantFrom("PENDING", "GRANTED", "DENIED", "FAILED").map((status) =>
    named(`AWS: ${status}`, ({ aws }) => {
      if (aws.details) Object.assign(aws, { status, enabled: status === "GRANTED" });
    }),
  ),
  fc.constantFrom("HEALTHY", "PROBATION", "SHUTDOWN").map((enforcement) =>
    named(`AWS: ${enforcement}`, ({ aws }) => {
      aws.enforcement = enforcement;
    }),
  ),
  fc
    .record({ put: fc.array(mishap, { maxLength: 3 }), get: fc.array(mishap, { maxLength: 3 }) })
    .map((next) =>
      named(`next ${JSON.stringify(next)}`, ({ aws }) => {
        aws.mishaps.put.push(...next.put);
        aws.mishaps.get.push(...next.get);
      }),
    ),
);

describe("production access over any sequence of deployments, refreshes, failures and answers of AWS", () => {
  it("is asked for at most once where AWS has no request or lost it, and nowhere else", async function () {
    this.timeout(60_000);
    let filings = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const aws = new Aws();
        try {
          const world = new World(aws, await revived(aws.sleep));
          for (const take of steps) {
            const isOpen = world.isOpen;
            const [filed, calls] = [aws.filed, aws.calls.length];
            await Promise.resolve(take(world)).catch((error: unknown) => {
              assert.match(String(error), /^Error: (AWS was asked|AWS did not take|The account could not)/);
            });
            const puts = aws.calls.slice(calls).filter((call) => call === "put").length;
            assert(isOpen || puts === 0, "it was asked for where AWS has a request");
            assert(aws.filed - filed <= 1, "one deployment filed twice");
            assert.deepEqual(
              Object.keys(world.state ?? {}).filter((key) => !KEYS.includes(key)),
              [],
            );
            filings += aws.filed - filed;
          }
        } finally {
          aws.restore();
        }
      }),
      { numRuns: 300 },
    );
    assert(filings > 50, `${filings} requests were filed`);
  });
});
