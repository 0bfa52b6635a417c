import * as pulumi from "@pulumi/pulumi";

export interface SeenResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  id: string | undefined;
}

/** What a program registered under Pulumi's mocks. */
export interface Seen {
  resources: SeenResource[];
  /** Every URN; it holds the types of all parents. */
  urns: string[];
}

export interface SynthOptions {
  /** Answer as in a preview, where what AWS makes is not known. */
  preview?: boolean;
  /** What the DNS host has. */
  records?: { id: string; type: string; name: string; content: string }[];
}

const isComponent = (type: string) => type.startsWith("ses-launch:");

const TOKENS = ["tokenaaa", "tokenbbb", "tokenccc"];

/** Outputs that AWS makes, by type. A type that is not here is an error, so that a new resource comes with its outputs. */
const OUTPUTS: Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>> = {
  "pulumi:providers:aws": () => ({}),
  "pulumi:providers:cloudflare": () => ({}),
  "aws:sesv2/configurationSet:ConfigurationSet": () => ({}),
  "aws:sesv2/emailIdentity:EmailIdentity": ({ emailIdentity }) => ({
    arn: `arn:aws:ses:us-east-1:123456789012:identity/${String(emailIdentity)}`,
    dkimSigningAttributes: { tokens: TOKENS, status: "PENDING" },
  }),
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": () => ({}),
  "cloudflare:index/dnsRecord:DnsRecord": () => ({}),
};

/** The mock monitor lacks what newer SDKs ask for, and hooks would wait for ever (pulumi/pulumi#20874). */
interface MockMonitor {
  registerResourceHook?: (request: unknown, callback: (error: null, response: object) => void) => void;
  getRegisteredResources(): Map<string, unknown>;
}

/** Runs a program under Pulumi's mocks and gives what it registered, once everything is. */
export async function synth(
  build: () => unknown,
  { preview = false, records = [] }: SynthOptions = {},
): Promise<Seen> {
  const resources: SeenResource[] = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, id }) => {
      const given = inputs as Record<string, unknown>;
      const outputs = OUTPUTS[type];
      if (!isComponent(type) && !outputs)
        throw new Error(`no outputs for ${type} in tests/components/synth.ts`);
      resources.push({ type, name, inputs: given, id: id === "" ? undefined : id });
      const made = outputs?.(given) ?? {};
      return { id: `${name}-id`, state: preview ? given : { ...given, ...made } };
    },
    call: ({ token }) => {
      if (token !== "cloudflare:index/getDnsRecords:getDnsRecords") throw new Error(`no answer for ${token}`);
      return { results: records };
    },
  };
  await pulumi.runtime.setMocks(mocks, "ses-launch", "prod", preview);
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  monitor.registerResourceHook ??= (_request, callback) => {
    callback(null, {});
  };
  build();
  await pulumi.runtime.disconnect();
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
