import { LocalWorkspace, type PulumiFn } from "@pulumi/pulumi/automation";
import { Cloud } from "../providers/cloud";
import { type SesServer, startSesServer } from "../ses/server";
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

/** One account at AWS and one zone at the DNS host, pretended, and the real engine that deploys stacks into them. */
export class Rehearsal {
  readonly cloud: Cloud;

  private constructor(
    private readonly workspace: Workspace,
    private readonly ses: SesServer,
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
    const workspace = await makeWorkspace(name);
    const ses = await startSesServer(new Cloud(workspace.cloudDir), REHEARSAL_ACCOUNT);
    // The program runs in this process, and its SDK clients take endpoint and credentials from the environment.
    const restore = setEnvironment({
      AWS_ENDPOINT_URL_SESV2: ses.url,
      AWS_ACCESS_KEY_ID: "rehearsal",
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
    return new Rehearsal(workspace, ses, restore);
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

  async close(): Promise<void> {
    this.restoreEnvironment();
    await this.ses.close();
  }
}

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
