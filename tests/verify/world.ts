import assert from "node:assert/strict";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { parseSettings } from "../../settings/parse";
import { ASSUMPTIONS } from "../../verify/assumptions";
import type { Clients, Kit, RoleClients, ZoneReader } from "../../verify/kit";
import type { Probe } from "../../verify/probe";
import { removersOf } from "../../verify/removers";
import { type Result, runProbes } from "../../verify/run";
import { Temporary } from "../../verify/temporary";
import { KINDS, isTemporary } from "../../verify/temporaryNames";
import { TestClock } from "../ops/ports";
import { stackConfig } from "../settings/config";

export const RUN = "0123abcd";
export const ACCOUNT = "123456789012";
export const SETTINGS = parseSettings(stackConfig("staging"));

/** Mails and calls as the mocks saw them. */
export interface Call {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** As much of a mock as is the same for every client. */
interface AnyMock {
  onAnyCommand(): { resolves(answer: object): unknown; callsFake(fake: () => never): unknown };
  reset(): unknown;
  calls(): readonly { args: readonly [{ input: object }] }[];
}

/** What AWS says no with, as the SDK throws it; its text names somebody. */
export function refusal(name: string): Error {
  return Object.assign(new Error("jane@example.net of 123456789012"), { name, $fault: "client" });
}

/** A network that fails, as the SDK throws it. */
export function noNetwork(): Error {
  return Object.assign(new Error("getaddrinfo"), { name: "TimeoutError", code: "ENOTFOUND" });
}

/** Clients of every service, each a mocked instance that answers everything with nothing until a test says more. */
export class VerifyWorld {
  readonly clock = new TestClock();
  readonly told: string[] = [];
  zone: ZoneReader | undefined;

  readonly clients: Clients = {
    ses: new SESv2Client({ region: "us-east-1" }),
    sns: new SNSClient({ region: "us-east-1" }),
    sqs: new SQSClient({ region: "us-east-1" }),
    cloudwatch: new CloudWatchClient({ region: "us-east-1" }),
    iam: new IAMClient({ region: "us-east-1" }),
    sts: new STSClient({ region: "us-east-1" }),
    lambda: new LambdaClient({ region: "us-east-1" }),
  };
  readonly ses = mockClient(this.clients.ses);
  readonly sns = mockClient(this.clients.sns);
  readonly sqs = mockClient(this.clients.sqs);
  readonly cloudwatch = mockClient(this.clients.cloudwatch);
  readonly iam = mockClient(this.clients.iam);
  readonly sts = mockClient(this.clients.sts);
  readonly lambda = mockClient(this.clients.lambda);

  readonly roleClients: RoleClients = {
    ses: new SESv2Client({ region: "us-east-1" }),
    cloudwatch: new CloudWatchClient({ region: "us-east-1" }),
  };
  readonly roleSes = mockClient(this.roleClients.ses);
  readonly roleCloudwatch = mockClient(this.roleClients.cloudwatch);

  private readonly mocks = [
    this.ses,
    this.sns,
    this.sqs,
    this.cloudwatch,
    this.iam,
    this.sts,
    this.lambda,
    this.roleSes,
    this.roleCloudwatch,
  ] as unknown as readonly AnyMock[];

  constructor() {
    for (const mock of this.mocks) mock.onAnyCommand().resolves({});
    this.sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT });
    this.sts.on(AssumeRoleCommand).resolves({
      Credentials: { AccessKeyId: "a", SecretAccessKey: "b", SessionToken: "c", Expiration: new Date() },
    });
    this.ses.on(GetEmailIdentityCommand).resolves({
      VerifiedForSendingStatus: true,
      ConfigurationSetName: "staging-closed",
    });
    this.ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 5 },
    });
    this.sqs.on(GetQueueUrlCommand).callsFake(({ QueueName }) => ({ QueueUrl: `https://sqs/${QueueName}` }));
  }

  /** Everything in AWS fails alike. */
  allFails(error: () => Error): void {
    for (const mock of this.mocks) {
      mock.reset();
      mock.onAnyCommand().callsFake(() => {
        throw error();
      });
    }
  }

  kit(settings = SETTINGS): Kit {
    const calm: Kit["calm"] = async (call) => {
      try {
        return await call();
      } finally {
        await this.clock.sleep(1000);
      }
    };
    const place = { region: settings.region, accountId: settings.accountId };
    return {
      clients: this.clients,
      asRole: () => this.roleClients,
      settings,
      place,
      clock: this.clock,
      calm,
      temporary: new Temporary(RUN, settings.domain, removersOf(this.clients, place, calm)),
      zone: this.zone,
      progress: (text) => this.told.push(text),
    };
  }

  calls(): readonly Call[] {
    return this.mocks.flatMap((mock) =>
      mock.calls().map(({ args: [command] }) => ({
        name: command.constructor.name.replace("Command", ""),
        input: command.input as Call["input"],
      })),
    );
  }

  /** Runs a probe as the script does, and holds what is true of each: see the assertions. */
  async tryOut(probe: Probe, settings = SETTINGS): Promise<Record<string, Result>> {
    const kit = this.kit(settings);
    const own = ASSUMPTIONS.filter(({ settle }) => settle === probe);
    const results = await runProbes(own, kit);
    assert.deepEqual(await kit.temporary.cleanUp(), []);
    this.assertHarmless(probe);
    assert.deepEqual(
      results.map(({ id }) => id),
      own.map(({ id }) => id),
    );
    for (const { saw } of results) {
      assert.doesNotMatch(saw, /the probe said nothing/);
      assert.doesNotMatch(saw, /jane|\d{12}|[a-z]@[a-z]/);
    }
    return Object.fromEntries(results.map((result) => [result.id, result]));
  }

  /** Whatever was made is deleted again, nothing else is, and mail goes to the simulator alone. */
  assertHarmless(probe?: Probe): void {
    const calls = this.calls();
    const named = (verb: RegExp) =>
      calls.filter(({ name }) => verb.test(name)).map(({ input }) => nameIn(input));
    const made = named(/^(Create(?!ConfigurationSetEvent)|PutMetricAlarm|PutSuppressed)/);
    const deleted = named(/^Delete(?!Message)/);
    assert.deepEqual(
      [...new Set(made)].filter((name) => !deleted.includes(name)),
      [],
    );
    for (const name of deleted)
      assert(
        KINDS.some((kind) => isTemporary(kind, name)),
        name,
      );
    const sent = calls.filter(({ name }) => name === "SendEmail");
    for (const { input } of sent)
      for (const address of JSON.stringify(input.Destination).match(/[^\s"<,]+@[^\s">,]+/g) ?? [])
        assert.match(address, /@simulator\.amazonses\.com$/i);
    if (probe?.effect === "reads") {
      const reading = /^(Get|List|Describe)/;
      assert.deepEqual(
        calls.map(({ name }) => name).filter((name) => !reading.test(name)),
        [],
      );
    }
  }
}

const NAMES = [
  "ConfigurationSetName",
  "TemplateName",
  "EmailIdentity",
  "EmailAddress",
  "Name",
  "QueueName",
  "AlarmName",
  "RoleName",
  "FunctionName",
];

/** The one name that a command that makes or deletes is about. */
function nameIn(input: Readonly<Record<string, unknown>>): string {
  const { AlarmNames, TopicArn, QueueUrl } = input;
  if (Array.isArray(AlarmNames)) return String(AlarmNames[0]);
  if (typeof TopicArn === "string") return TopicArn.slice(TopicArn.lastIndexOf(":") + 1);
  if (typeof QueueUrl === "string") return QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1);
  const key = NAMES.find((name) => typeof input[name] === "string");
  assert(key !== undefined, JSON.stringify(input));
  return String(input[key]);
}
