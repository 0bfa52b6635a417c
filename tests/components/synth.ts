import * as pulumi from "@pulumi/pulumi";
import { withoutStackTraces } from "../../rehearsal/engine/withoutStackTraces";

export interface SeenResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** What AWS made of them. */
  outputs: Record<string, unknown>;
  id: string | undefined;
}

/** What a program registered under Pulumi's mocks. */
export interface Seen {
  resources: SeenResource[];
  /** Every URN; it holds the types of all parents. */
  urns: string[];
}

export interface SynthOptions {
  /** The stack's name; prod when left out. */
  stack?: string;
  /** Answer as in a preview, where what AWS makes is not known. */
  preview?: boolean;
  /** What the DNS host has. */
  records?: { id: string; type: string; name: string; content: string }[];
  /** The stack's own outputs after the deployment before; none where it is the first. */
  before?: Record<string, unknown>;
  /** What AWS makes otherwise than `OUTPUTS` says, by type. */
  made?: Readonly<Record<string, Record<string, unknown>>>;
}

const isComponent = (type: string) => type.startsWith("ses-launch:");

/** Read and not made, so it is none of the resources seen. */
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** How the engine says that a value is not known yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const AWS = "us-east-1:123456789012";
const TOKENS = ["tokenaaa", "tokenbbb", "tokenccc"];

/** Outputs that AWS makes, by type. A type that is not here is an error, so that a new resource comes with its outputs. */
const OUTPUTS: Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>> = {
  "pulumi:providers:aws": () => ({}),
  "pulumi:providers:cloudflare": () => ({}),
  "aws:sesv2/configurationSet:ConfigurationSet": () => ({}),
  "aws:sesv2/emailIdentity:EmailIdentity": ({ emailIdentity, dkimSigningAttributes }) => ({
    arn: `arn:aws:ses:us-east-1:123456789012:identity/${String(emailIdentity)}`,
    dkimSigningAttributes: {
      ...(dkimSigningAttributes as object | undefined),
      tokens: TOKENS,
      status: "PENDING",
    },
  }),
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": () => ({}),
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": () => ({}),
  "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes": () => ({}),
  "aws:sesv2/contactList:ContactList": () => ({}),
  "aws:ses/template:Template": () => ({}),
  "aws:sns/topic:Topic": ({ name }) => ({ arn: `arn:aws:sns:${AWS}:${String(name)}` }),
  "aws:sns/topicPolicy:TopicPolicy": () => ({}),
  "aws:sns/topicSubscription:TopicSubscription": () => ({}),
  "aws:sqs/queue:Queue": ({ name }) => ({
    arn: `arn:aws:sqs:${AWS}:${String(name)}`,
    url: `https://sqs.us-east-1.amazonaws.com/123456789012/${String(name)}`,
  }),
  "aws:sqs/queuePolicy:QueuePolicy": () => ({}),
  "aws:cloudwatch/logGroup:LogGroup": ({ name }) => ({
    arn: `arn:aws:logs:${AWS}:log-group:${String(name)}`,
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ name }) => ({
    arn: `arn:aws:cloudwatch:${AWS}:alarm:${String(name)}`,
  }),
  "aws:cloudwatch/dashboard:Dashboard": ({ dashboardName }) => ({
    dashboardArn: `arn:aws:cloudwatch::123456789012:dashboard/${String(dashboardName)}`,
  }),
  "aws:iam/role:Role": ({ name }) => ({ arn: `arn:aws:iam::123456789012:role/${String(name)}` }),
  "aws:iam/rolePolicy:RolePolicy": () => ({}),
  "aws:iam/policy:Policy": ({ name }) => ({ arn: `arn:aws:iam::123456789012:policy/${String(name)}` }),
  "aws:lambda/function:Function": ({ name }) => ({ arn: `arn:aws:lambda:${AWS}:function:${String(name)}` }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": () => ({}),
  "aws:lambda/permission:Permission": () => ({}),
  "aws:cloudwatch/eventRule:EventRule": ({ name }) => ({ arn: `arn:aws:events:${AWS}:rule/${String(name)}` }),
  "aws:cloudwatch/eventTarget:EventTarget": () => ({}),
  "aws:dynamodb/table:Table": ({ name }) => ({ arn: `arn:aws:dynamodb:${AWS}:table/${String(name)}` }),
  "aws:ssm/parameter:Parameter": () => ({}),
  "aws:servicequotas/serviceQuota:ServiceQuota": ({ serviceCode, quotaCode }) => ({
    arn: `arn:aws:servicequotas:${AWS}:${String(serviceCode)}/${String(quotaCode)}`,
    requestStatus: "PENDING",
  }),
  "aws:kms/key:Key": () => ({ arn: `arn:aws:kms:${AWS}:key/1111`, keyId: "1111" }),
  "aws:kms/alias:Alias": () => ({}),
  "cloudflare:index/dnsRecord:DnsRecord": () => ({}),
  "pulumi-nodejs:dynamic/ses:ProductionAccess": () => ({
    state: "pending",
    productionAccessEnabled: false,
    sendingEnabled: true,
    enforcementStatus: "HEALTHY",
    reviewStatus: "PENDING",
    caseId: "1",
    max24HourSend: 200,
    maxSendRate: 1,
    filed: {},
  }),
};

/** The mock monitor lacks what newer SDKs ask for, and hooks would wait for ever (pulumi/pulumi#20874). */
interface MockMonitor {
  registerResourceHook?: (request: unknown, callback: (error: null, response: object) => void) => void;
  getRegisteredResources(): Map<string, unknown>;
}

/** Runs a program under Pulumi's mocks and gives what it registered, once everything is. */
export async function synth(
  build: () => unknown,
  { stack = "prod", preview = false, records = [], before = {}, made: otherwise = {} }: SynthOptions = {},
): Promise<Seen> {
  const resources: SeenResource[] = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, id }) => {
      const given = inputs as Record<string, unknown>;
      if (type === STACK_REFERENCE)
        return { id: id ?? name, state: { ...given, outputs: before, secretOutputNames: [] } };
      const outputs = OUTPUTS[type];
      if (!isComponent(type) && !outputs)
        throw new Error(`no outputs for ${type} in tests/components/synth.ts`);
      const made = { ...outputs?.(given), ...otherwise[type] };
      const unknown = Object.fromEntries(Object.keys(made).map((key) => [key, UNKNOWN]));
      const told = preview ? unknown : made;
      resources.push({ type, name, inputs: given, outputs: told, id: id === "" ? undefined : id });
      return { id: `${name}-id`, state: { ...given, ...told } };
    },
    call: ({ token }) => {
      if (token !== "cloudflare:index/getDnsRecords:getDnsRecords") throw new Error(`no answer for ${token}`);
      return { results: records };
    },
  };
  await pulumi.runtime.setMocks(mocks, "ses-launch", stack, preview, "organization");
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  monitor.registerResourceHook ??= (_request, callback) => {
    callback(null, {});
  };
  await withoutStackTraces(async () => {
    await build();
    await pulumi.runtime.disconnect();
  });
  return { resources, urns: [...monitor.getRegisteredResources().keys()] };
}

/** The one resource of a name that is not a component: a component's main child has its name. */
export function named(seen: Seen, name: string): SeenResource {
  const [found, ...others] = seen.resources.filter(
    ({ type, name: own }) => own === name && !isComponent(type),
  );
  if (!found || others.length > 0) throw new Error(`${others.length + 1} resources are named ${name}`);
  return found;
}
