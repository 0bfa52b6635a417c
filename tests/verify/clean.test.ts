import assert from "node:assert/strict";
import { DeleteAlarmsCommand, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DeleteRoleCommand, ListRolePoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  DeleteEmailIdentityCommand,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  ListEmailTemplatesCommand,
  ListSuppressedDestinationsCommand,
} from "@aws-sdk/client-sesv2";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { DeleteQueueCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { Harness } from "./harness";
import { VerifyWorld, refusal } from "./world";

const CLEAN = ["--stack", "staging", "--clean"];

describe("npm run verify-on-aws -- --clean", () => {
  let harness: Harness;
  let world: VerifyWorld;

  const left = (what: string) => `ses-verify-89abcdef-${what}`;
  const OTHERS = [
    "staging-closed",
    "ses-verify-",
    "ses-verify-89abcdef-",
    "ses-verify-89ABCDEF-x",
    "ses-verify-8-x",
  ];
  beforeEach(() => {
    world = new VerifyWorld();
    harness = new Harness(world);
    const names = [left("x"), ...OTHERS];
    const Addresses = [
      `success+${left("x")}@simulator.amazonses.com`,
      "jane@example.net",
      `${left("x")}@example.net`,
    ];
    world.ses.on(ListConfigurationSetsCommand).resolves({ ConfigurationSets: names });
    world.ses
      .on(ListEmailTemplatesCommand)
      .resolves({ TemplatesMetadata: names.map((TemplateName) => ({ TemplateName })) });
    world.ses.on(ListEmailIdentitiesCommand).resolves({
      EmailIdentities: [
        "staging.listbackup.ai",
        `${left("x")}.staging.listbackup.ai`,
        left("x"),
        `${left("x")}@a.example`,
      ].map((IdentityName) => ({ IdentityName })),
    });
    world.ses.on(ListSuppressedDestinationsCommand).resolves({
      SuppressedDestinationSummaries: Addresses.map((EmailAddress) => ({
        EmailAddress,
        Reason: "BOUNCE",
        LastUpdateTime: new Date(),
      })),
    });
    world.cloudwatch
      .on(DescribeAlarmsCommand)
      .resolves({ MetricAlarms: names.map((AlarmName) => ({ AlarmName })) });
    world.lambda
      .on(ListFunctionsCommand)
      .resolves({ Functions: names.map((FunctionName) => ({ FunctionName })) });
    world.sns.on(ListTopicsCommand).resolves({
      Topics: names.map((name) => ({ TopicArn: `arn:aws:sns:us-east-1:123456789012:${name}` })),
    });
    world.sqs.on(ListQueuesCommand).resolves({ QueueUrls: names.map((name) => `https://sqs/1/${name}`) });
    world.iam.on(ListRolesCommand).resolves({
      Roles: names.map((RoleName) => ({
        RoleName,
        Path: "/",
        RoleId: "1",
        Arn: "1",
        CreateDate: new Date(),
      })),
    });
    world.iam.on(ListRolePoliciesCommand).resolves({ PolicyNames: ["verify"] });
  });

  it("deletes what runs left behind, of every kind, and nothing else", async () => {
    assert.equal(await harness.verify(CLEAN), 0);
    assert.match(harness.out, /9 of 9 leftovers deleted/);
    const deletes = world.calls().filter(({ name }) => name.startsWith("Delete"));
    assert.equal(deletes.length, 10, "a role has a policy");
    for (const { input } of deletes) assert.match(JSON.stringify(input), /ses-verify-89abcdef-x/);
    assert.equal(
      world.ses.commandCalls(DeleteEmailIdentityCommand)[0]?.args[0].input.EmailIdentity,
      "ses-verify-89abcdef-x.staging.listbackup.ai",
    );
    assert.equal(world.cloudwatch.commandCalls(DeleteAlarmsCommand).length, 1);
    assert.equal(world.iam.commandCalls(DeleteRoleCommand).length, 1);
    assert.equal(world.sqs.commandCalls(DeleteQueueCommand).length, 1);
  });

  it("deletes nothing that nobody agreed to", async () => {
    harness.answer = "no";
    assert.equal(await harness.verify(CLEAN), 2);
    assert.match(harness.err, /To be deleted: role ses-verify-89abcdef-x/);
    assert.deepEqual(harness.made(), []);
  });

  it("tells what it could not delete", async () => {
    world.sqs.on(DeleteQueueCommand).rejects(refusal("AccessDenied"));
    assert.equal(await harness.verify(CLEAN), 1);
    assert.match(harness.out, /✘ queue ses-verify-89abcdef-x: AccessDenied\n8 of 9 leftovers deleted/);
  });

  it("ends with exit code 3 when it cannot look", async () => {
    world.iam.on(ListRolesCommand).rejects(refusal("AccessDenied"));
    assert.equal(await harness.verify(CLEAN), 3);
  });
});
