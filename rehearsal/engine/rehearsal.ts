import { LocalWorkspace, type PulumiFn } from "@pulumi/pulumi/automation";
import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { setAlarmState } from "../aws/cloudwatch";
import { type QuotaCode, answerQuotaRequest } from "../aws/quotaRequests";
import { type AwsServer, startAwsServer } from "../aws/server";
import { type AccountState, changeAccount, getAccount } from "../aws/sesAccount";
import { putSendingOptions } from "../aws/sesConfigurationSets";
import { type PulumiCli, pulumiCli } from "../../ops/pulumi/cli";
import { deleteParameter, putParameter } from "../aws/ssm";
import { Cloud } from "../providers/cloud";
import { pulumiCommand } from "./cli";
import { CommandLine } from "./commandLine";
import { freshConnections } from "./freshConnections";
import { RehearsalStack } from "./stack";
import {
  type ConfigOverrides,
  REHEARSAL_ACCOUNT,
  type Workspace,
  makeWorkspace,
  writeStackFile,
} from "./workspace";
import program from "../../index";

/**
 * One account at AWS and one zone at the DNS host, pretended, and the real engine that deploys stacks into them. What AWS or
 * a person does there meanwhile happens in the Region of the repository's stacks.
 */
export class Rehearsal {
  readonly cloud: Cloud;

  private constructor(
    private readonly workspace: Workspace,
    private readonly aws: AwsServer,
    private readonly restoreEnvironment: () => void,
  ) {
    this.cloud = new Cloud(workspace.cloudDir);
  }

  /**
   * Opens a rehearsal that begins with nothing.
   *
   * @param name rehearsals of different names do not see each other
   */
  static async open(name: string): Promise<Rehearsal> {
    freshConnections();
    const folders = await makeWorkspace(name);
    const aws = await startAwsServer(new Cloud(folders.cloudDir), REHEARSAL_ACCOUNT);
    // The engine's plugins get it from the engine. The program runs in this process, and its SDK clients take endpoint and
    // credentials from here.
    const workspace = { ...folders, env: { ...folders.env, ...aws.environment } };
    const restore = setEnvironment({
      ...aws.environment,
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
    return new Rehearsal(workspace, aws, restore);
  }

  /** A stack of the program, or of another one, with the repository's settings and these on top. */
  async stack(
    name: string,
    overrides: ConfigOverrides = {},
    run: PulumiFn = program,
  ): Promise<RehearsalStack> {
    const { workDir, env } = this.workspace;
    writeStackFile(workDir, name, overrides);
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: name, projectName: "ses-launch", program: run },
      { workDir, envVars: env, pulumiCommand: await pulumiCommand() },
    );
    return new RehearsalStack(name, stack, workDir);
  }

  /** The `pulumi` command, with a stack's settings in place: the repository's with these on top. */
  async commandLine(stack: string, overrides: ConfigOverrides = {}): Promise<CommandLine> {
    writeStackFile(this.workspace.workDir, stack, overrides);
    return CommandLine.open(this.workspace);
  }

  /** Folder of the state's backend. */
  get backend(): string {
    return this.workspace.backend;
  }

  /** The `pulumi` command as the operator's commands run it. */
  async pulumi(): Promise<PulumiCli> {
    const { workDir, env } = this.workspace;
    return pulumiCli((await pulumiCommand()).command, workDir, { ...process.env, ...env });
  }

  /**
   * What SES says of the account from now on, in the words of `GetAccount`; what is left out stays. It begins as a healthy
   * account in the sandbox.
   */
  account(change: AccountState = {}): AccountState {
    changeAccount(this.cloud, PLACE, change);
    return getAccount(this.cloud, PLACE);
  }

  /**
   * AWS's answer to the open request for a limit of the account's sending; APPROVED raises the limit.
   *
   * @param status as `RequestedServiceQuotaChange` of Service Quotas has it
   * @throws Error when there is no open request
   */
  answerQuota(code: QuotaCode, status: string): void {
    answerQuotaRequest(this.cloud, PLACE, code, status);
  }

  /** Switches a configuration set's sending at SES, past the program, as the automatic pause does. */
  sending(configurationSet: string, sendingEnabled: boolean): void {
    putSendingOptions(this.cloud, PLACE, configurationSet, { SendingEnabled: sendingEnabled });
  }

  /**
   * Writes the record that the automatic pause of a stream leaves, or takes it away.
   *
   * @param record its JSON text; undefined when there is to be none
   */
  pauseRecord(stack: string, stream: string, record: string | undefined): void {
    const Name = `/ses-launch/${stack}/pause/${stream}`;
    if (record === undefined) deleteParameter(this.cloud, PLACE, { Name });
    else putParameter(this.cloud, PLACE, { Name, Value: record, Type: "String", Overwrite: true });
  }

  /** The state that an alarm of the stack is in from now on; OK until then. @throws Error when there is no such alarm */
  alarm(name: string, state: StateValue): void {
    setAlarmState(this.cloud, PLACE, name, state);
  }

  async close(): Promise<void> {
    this.restoreEnvironment();
    await this.aws.close();
  }
}

const PLACE = { account: REHEARSAL_ACCOUNT, region: "us-east-1" };

/** Sets variables of this process, or removes them where the value is undefined, and gives the way back. */
function setEnvironment(wanted: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.fromEntries(Object.keys(wanted).map((key) => [key, process.env[key]]));
  const apply = (values: Readonly<Record<string, string | undefined>>) => {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
  };
  apply(wanted);
  return () => {
    apply(before);
  };
}
