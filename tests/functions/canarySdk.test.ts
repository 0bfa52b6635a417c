import assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { BatchGetCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { DynamoTable } from "../../functions/canary/dynamoTable";
import { SdkSes } from "../../functions/canary/sdkSes";
import { probesOf } from "../../mail/canary";

describe("the canary's calls of SES", () => {
  const client = new SESv2Client({ region: "us-east-1" });
  const mocked = mockClient(client);
  const ses = new SdkSes(client, "noreply@listbackup.ai");
  beforeEach(() => mocked.reset());
  after(() => {
    mocked.restore();
  });

  it("send one mail to one address of the simulator, from the stack's address, through the stream's set", async () => {
    mocked.on(SendEmailCommand).resolves({ MessageId: "m-1" });
    const [probe] = probesOf("run", { alerts: "prod-alerts" });
    assert(probe);
    await ses.send(probe);
    const [call, ...others] = mocked.commandCalls(SendEmailCommand);
    assert(call && others.length === 0);
    const { Content, ...rest } = call.args[0].input;
    assert.deepEqual(rest, {
      FromEmailAddress: "noreply@listbackup.ai",
      Destination: { ToAddresses: ["bounce+run-alerts@simulator.amazonses.com"] },
      ConfigurationSetName: "prod-alerts",
    });
    assert(Content?.Simple?.Subject?.Data && Content.Simple.Body?.Text?.Data);
  });

  it("read the account's state", async () => {
    mocked.on(GetAccountCommand).resolves({
      EnforcementStatus: "PROBATION",
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 50 },
    });
    assert.deepEqual(await ses.account(), {
      enforcementStatus: "PROBATION",
      sendingEnabled: true,
      max24HourSend: 200,
      sentLast24Hours: 50,
    });
  });

  it("take what the account does not tell as the worse, but for a quota", async () => {
    mocked.on(GetAccountCommand).resolves({});
    assert.deepEqual(await ses.account(), {
      enforcementStatus: undefined,
      sendingEnabled: false,
      max24HourSend: -1,
      sentLast24Hours: 0,
    });
  });

  it("take a set as on unless it says that it is off", async () => {
    for (const [SendingOptions, isOn] of [
      [{ SendingEnabled: true }, true],
      [{ SendingEnabled: false }, false],
      [{}, true],
      [undefined, true],
    ] as const) {
      mocked.reset();
      mocked
        .on(GetConfigurationSetCommand, { ConfigurationSetName: "prod-alerts" })
        .resolves(SendingOptions ? { SendingOptions } : {});
      assert.equal(await ses.isSending("prod-alerts"), isOn);
    }
  });
});

describe("the canary's look into the table", () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  const mocked = mockClient(client);
  const table = new DynamoTable(client, "list");
  beforeEach(() => mocked.reset());
  after(() => {
    mocked.restore();
  });

  const keysOf = (many: number) =>
    Array.from({ length: many }, (_, index) => ({ address: `a${index}`, scope: "*" }));

  it("is strongly consistent, and takes what the answer leaves off as not there yet", async () => {
    const [there, left] = keysOf(2);
    assert(there && left);
    mocked.on(BatchGetCommand).resolves({
      Responses: { list: [there] },
      UnprocessedKeys: { list: { Keys: [left] } },
    });
    assert.deepEqual(await table.entries([there, left]), [there]);
    assert.deepEqual(
      mocked.commandCalls(BatchGetCommand).map(({ args }) => args[0].input),
      [{ RequestItems: { list: { Keys: [there, left], ConsistentRead: true } } }],
    );
  });

  it("asks for no more keys at once than DynamoDB takes", async () => {
    mocked
      .on(BatchGetCommand)
      .callsFake(({ RequestItems }: { RequestItems: { list: { Keys: object[] } } }) => ({
        Responses: { list: RequestItems.list.Keys },
      }));
    assert.deepEqual(await table.entries(keysOf(201)), keysOf(201));
    assert.equal(mocked.commandCalls(BatchGetCommand).length, 3);
    assert.deepEqual(await table.entries([]), []);
    assert.equal(mocked.commandCalls(BatchGetCommand).length, 3);
  });
});
