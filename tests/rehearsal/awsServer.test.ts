import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, DescribeAlarmsCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  ListConfigurationSetsCommand,
  PutAccountDetailsCommand,
  type PutAccountDetailsRequest,
  PutConfigurationSetSendingOptionsCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { setAlarmState } from "../../rehearsal/aws/cloudwatch";
import { type AwsServer, startAwsServer } from "../../rehearsal/aws/server";
import { ACCOUNT, changeAccount } from "../../rehearsal/aws/sesAccount";
import { Cloud } from "../../rehearsal/providers/cloud";
import {
  CONFIGURATION_SET,
  EMAIL_IDENTITY,
  METRIC_ALARM,
  PARAMETER,
} from "../../rehearsal/providers/handlers/names";
import type { Props } from "../../rehearsal/providers/values";

const PLACE = { account: "123456789012", region: "us-east-1" };
const ELSEWHERE = "eu-west-1";

describe("the rehearsal's AWS, asked by the SDK's clients", () => {
  const folder = mkdtempSync(join(tmpdir(), "ses-launch-"));
  const environment = { ...process.env };
  let cloud: Cloud;
  let server: AwsServer;
  let cases = 0;

  beforeEach(async () => {
    cloud = new Cloud(join(folder, String(cases++)));
    server = await startAwsServer(cloud, PLACE.account);
    Object.assign(process.env, server.environment, {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
  });

  afterEach(async () => {
    await server.close();
    process.env = { ...environment };
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function put(type: string, id: string, properties: Props): void {
    cloud.put({ type, scope: `${PLACE.account}/${PLACE.region}`, id, properties, hidden: {} });
  }

  // One attempt: the clients would ask again after a 5xx.
  const ses = (region = PLACE.region) => new SESv2Client({ region, maxAttempts: 1 });
  const ssm = (region = PLACE.region) => new SSMClient({ region, maxAttempts: 1 });
  const cloudwatch = (region = PLACE.region) => new CloudWatchClient({ region, maxAttempts: 1 });

  async function refused(call: Promise<unknown>, name: string, says: RegExp, status?: number) {
    await assert.rejects(call, (error: Error & { $metadata: { httpStatusCode?: number } }) => {
      assert.equal(error.name, name);
      assert.match(error.message, says);
      if (status !== undefined) assert.equal(error.$metadata.httpStatusCode, status);
      return true;
    });
  }

  describe("SES", () => {
    const DETAILS: PutAccountDetailsRequest = {
      MailType: "TRANSACTIONAL",
      WebsiteURL: "https://listbackup.ai",
      ProductionAccessEnabled: true,
    };
    const file = (input: Partial<PutAccountDetailsRequest> = {}, region?: string) =>
      ses(region).send(new PutAccountDetailsCommand({ ...DETAILS, ...input }));
    const account = async (region?: string) => {
      const { $metadata, ...answer } = await ses(region).send(new GetAccountCommand());
      assert.equal($metadata.httpStatusCode, 200);
      return answer;
    };

    it("says of an account that nobody asked for anything that it is in the sandbox", async () => {
      assert.deepEqual(await account(), {
        ProductionAccessEnabled: false,
        SendingEnabled: true,
        EnforcementStatus: "HEALTHY",
        SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
      });
    });

    it("says what became of the account, in this Region alone", async () => {
      changeAccount(cloud, PLACE, { EnforcementStatus: "PROBATION", SendQuota: { Max24HourSend: 50_000 } });
      changeAccount(cloud, PLACE, { ProductionAccessEnabled: true });
      const { ProductionAccessEnabled, EnforcementStatus, SendQuota } = await account();
      assert.deepEqual([ProductionAccessEnabled, EnforcementStatus], [true, "PROBATION"]);
      assert.deepEqual(SendQuota, { Max24HourSend: 50_000, MaxSendRate: 1, SentLast24Hours: 0 });
      assert.equal((await account(ELSEWHERE)).EnforcementStatus, "HEALTHY");
    });

    it("files details once, and refuses more while they are under review and after a denial", async () => {
      await file();
      const { Details } = await account();
      assert.deepEqual(
        { ...Details, ReviewDetails: Details?.ReviewDetails?.Status },
        { MailType: "TRANSACTIONAL", WebsiteURL: "https://listbackup.ai", ReviewDetails: "PENDING" },
      );
      assert.match(Details?.ReviewDetails?.CaseId ?? "", /^\d+$/);
      await refused(file(), "ConflictException", /already an ongoing/);
      changeAccount(cloud, PLACE, { Details: { ReviewDetails: { Status: "DENIED" } } });
      await refused(file(), "ConflictException", /already an ongoing/);
      changeAccount(cloud, PLACE, { Details: { ReviewDetails: { Status: "FAILED" } } });
      await file({ MailType: "MARKETING" });
      assert.equal((await account()).Details?.MailType, "MARKETING");
      await file({}, ELSEWHERE);
      assert.deepEqual(
        cloud.calls().map(({ type, op, error }) => [type, op, error?.split(":")[0]]),
        [undefined, "ConflictException", "ConflictException", undefined, undefined].map((error) => [
          ACCOUNT,
          "update",
          error,
        ]),
      );
    });

    it("refuses details that the API does not take", async () => {
      await refused(file({ WebsiteURL: "listbackup.ai" }), "BadRequestException", /WebsiteURL/);
      await refused(file({ MailType: "PROMOTIONAL" as never }), "BadRequestException", /MailType/);
      await refused(file({ AdditionalContactEmailAddresses: [] }), "BadRequestException", /1 to 4/);
      assert.equal((await account()).Details, undefined);
    });

    it("knows a configuration set, and switches its sending", async () => {
      put(CONFIGURATION_SET, "prod-alerts", {
        configurationSetName: "prod-alerts",
        sendingOptions: { sendingEnabled: false },
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true, lastFreshStart: "2026-01-02T03:04:05.000Z" },
        tagsAll: { stack: "prod" },
      });
      const get = () => ses().send(new GetConfigurationSetCommand({ ConfigurationSetName: "prod-alerts" }));
      const { $metadata: metadata, ...before } = await get();
      assert.equal(metadata.httpStatusCode, 200);
      assert.deepEqual(before, {
        ConfigurationSetName: "prod-alerts",
        SendingOptions: { SendingEnabled: false },
        DeliveryOptions: { TlsPolicy: "REQUIRE" },
        ReputationOptions: {
          ReputationMetricsEnabled: true,
          LastFreshStart: new Date("2026-01-02T03:04:05.000Z"),
        },
        Tags: [{ Key: "stack", Value: "prod" }],
      });
      const switched = (SendingEnabled: boolean) =>
        ses().send(
          new PutConfigurationSetSendingOptionsCommand({
            ConfigurationSetName: "prod-alerts",
            SendingEnabled,
          }),
        );
      await switched(true);
      const on = await get();
      assert.equal(on.SendingOptions?.SendingEnabled, true);
      assert(
        on.ReputationOptions?.LastFreshStart && on.ReputationOptions.LastFreshStart.getFullYear() > 2025,
      );
      assert.notDeepEqual(on.ReputationOptions, before.ReputationOptions, "its reputation starts anew");
      await switched(false);
      assert.equal((await get()).SendingOptions?.SendingEnabled, false);
    });

    it("knows neither sets nor identities that are not there, or elsewhere", async () => {
      put(CONFIGURATION_SET, "prod-alerts", { configurationSetName: "prod-alerts" });
      put(EMAIL_IDENTITY, "listbackup.ai", { identityType: "DOMAIN", verificationStatus: "SUCCESS" });
      const identity = { EmailIdentity: "listbackup.ai" };
      const found = await ses().send(new GetEmailIdentityCommand(identity));
      assert.equal(found.VerificationStatus, "SUCCESS");
      const gone = "NotFoundException";
      await refused(ses(ELSEWHERE).send(new GetEmailIdentityCommand(identity)), gone, /listbackup\.ai/);
      for (const [region, ConfigurationSetName] of [
        [PLACE.region, "prod-nothing"],
        [ELSEWHERE, "prod-alerts"],
      ] as const) {
        const set = { ConfigurationSetName };
        await refused(ses(region).send(new GetConfigurationSetCommand(set)), gone, /does not exist/);
        await refused(ses(region).send(new PutConfigurationSetSendingOptionsCommand(set)), gone, /not exist/);
      }
    });
  });

  describe("SSM", () => {
    const Name = "/ses-launch/prod/pause/notifications";
    const get = (region?: string) => ssm(region).send(new GetParameterCommand({ Name }));
    const write = (Value: string, more: object = {}) =>
      ssm().send(new PutParameterCommand({ Name, Value, ...more }));

    it("keeps a parameter with its versions, and overwrites only when asked", async () => {
      await refused(write("one"), "ValidationException", /type is required/);
      await write("one", { Type: "String" });
      await refused(write("two", { Type: "String" }), "ParameterAlreadyExists", /already exists/);
      assert.equal((await write("two", { Overwrite: true })).Version, 2);
      assert.deepEqual((await get()).Parameter, {
        Name,
        Type: "String",
        Value: "two",
        Version: 2,
        ARN: `arn:aws:ssm:us-east-1:123456789012:parameter${Name}`,
        DataType: "text",
      });
      await refused(get(ELSEWHERE), "ParameterNotFound", /not found/);
      await ssm().send(new DeleteParameterCommand({ Name }));
      await refused(get(), "ParameterNotFound", /not found/);
      await refused(ssm().send(new DeleteParameterCommand({ Name })), "ParameterNotFound", /not found/);
      assert.deepEqual(
        cloud.calls().map(({ op }) => op),
        ["create", "update", "delete"],
      );
    });

    it("gives what a program wrote, and a secret only to who asks for the plain text", async () => {
      put(PARAMETER, Name, { name: Name, type: "String", insecureValue: "from the program", version: 1 });
      assert.equal((await get()).Parameter?.Value, "from the program");
      await write("from elsewhere", { Overwrite: true });
      assert.equal((await get()).Parameter?.Value, "from elsewhere");
      await write("secret", { Overwrite: true, Type: "SecureString" });
      assert.notEqual((await get()).Parameter?.Value, "secret");
      const plain = await ssm().send(new GetParameterCommand({ Name, WithDecryption: true }));
      assert.equal(plain.Parameter?.Value, "secret");
    });
  });

  describe("CloudWatch", () => {
    const states = async (input: object, region?: string) => {
      const { MetricAlarms } = await cloudwatch(region).send(new DescribeAlarmsCommand(input));
      return MetricAlarms?.map(({ AlarmName, StateValue }) => [AlarmName, StateValue]);
    };

    it("tells the alarms that are there, in OK until something happens", async () => {
      for (const name of ["prod-bounces", "prod-complaints", "staging-bounces"])
        put(METRIC_ALARM, name, { name, arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}` });
      setAlarmState(cloud, PLACE, "prod-bounces", "ALARM");
      assert.deepEqual(await states({ AlarmNames: ["prod-bounces", "prod-complaints", "nothing"] }), [
        ["prod-bounces", "ALARM"],
        ["prod-complaints", "OK"],
      ]);
      assert.deepEqual(await states({ StateValue: "ALARM" }), [["prod-bounces", "ALARM"]]);
      assert.equal((await states({ AlarmNamePrefix: "prod-" }))?.length, 2);
      assert.deepEqual(await states({}, ELSEWHERE), []);
      const { MetricAlarms } = await cloudwatch().send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
      assert(MetricAlarms?.[0]?.StateTransitionedTimestamp instanceof Date);
      assert.throws(() => {
        setAlarmState(cloud, PLACE, "nothing", "ALARM");
      }, /no alarm nothing/);
    });

    it("tells many alarms page by page", async () => {
      for (let number = 100; number < 160; number++) put(METRIC_ALARM, `alarm-${number}`, {});
      const first = await cloudwatch().send(new DescribeAlarmsCommand({}));
      const rest = await cloudwatch().send(new DescribeAlarmsCommand({ NextToken: first.NextToken }));
      assert.deepEqual([first.MetricAlarms?.length, rest.MetricAlarms?.length], [50, 10]);
      assert.equal(rest.NextToken, undefined);
    });
  });

  it("says clearly what it does not play", async () => {
    const calls = [
      [
        () => ses().send(new ListConfigurationSetsCommand({})),
        /SES does not know POST .*; add it to rehearsal\/aws/,
      ],
      [
        () => ssm().send(new GetParametersCommand({ Names: ["x"] })),
        /SSM does not know AmazonSSM\.GetParameters/,
      ],
      [
        () => cloudwatch().send(new ListMetricsCommand({})),
        /CloudWatch does not know Granite.*\.ListMetrics/,
      ],
    ] as const;
    for (const [call, says] of calls) await refused(call(), "NotImplemented", says, 501);
  });

  describe("STS, asked as its clients do", () => {
    const ask = (action: string, service = "sts") =>
      fetch(server.url, {
        method: "POST",
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/${service}/aws4_request, `,
        },
        body: new URLSearchParams({ Action: action, Version: "2011-06-15" }),
      });

    it("says whose account it is, and clearly what it does not play", async () => {
      const identity = await ask("GetCallerIdentity");
      assert.equal(identity.status, 200);
      assert.match(await identity.text(), /<Account>123456789012<\/Account>/);
      const other = await ask("AssumeRole");
      assert.equal(other.status, 501);
      assert.match(await other.text(), /<Code>NotImplemented<\/Code><Message>.*STS does not know AssumeRole/);
    });

    it("refuses services that nobody plays, and requests that nobody signed", async () => {
      const other = await ask("ListQueues", "sqs");
      assert.equal(other.status, 501);
      assert.match(await other.text(), /does not know the AWS service sqs/);
      assert.equal((await fetch(`${server.url}/v2/email/account`)).status, 403);
    });
  });
});
