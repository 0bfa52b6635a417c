import * as sesv2 from "@pulumi/aws/sesv2";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingRecord } from "../dns/zone";
import { identityIsFree } from "../hooks/identityIsFree";
import { CLOSED, configurationSetName, configurationSetOptions } from "../mail/streams";
import { shortHash } from "../names";

export interface SenderIdentityArgs {
  region: string;
  /** The domain to send from, normalised. */
  domain: string;
  /** The MAIL FROM domain, below `domain`. */
  mailFromDomain: string;
  /** What SES does while the MAIL FROM domain's MX is missing. */
  behaviorOnMxFailure: "USE_DEFAULT_VALUE" | "REJECT_MESSAGE";
  /** The stack's name; configuration set names begin with it. */
  stack: string;
  /** Whether the stack sends: then the identity and its default set are protected, and kept when they leave the program. */
  sends: boolean;
  /** Addresses that the sandbox may mail. Each becomes an identity of its own and gets a verification mail. */
  sandboxRecipients: readonly string[];
  /** What the DNS host has at and below the domain; told when an identity exists already and could be adopted. */
  recordsAtHost: Promise<readonly ExistingRecord[]>;
  /** Take over what was made elsewhere, as it is. */
  adopt: { closedSet: boolean; identity: boolean; mailFrom: boolean };
}

/** Properties of something adopted that stay as they are until it is the stack's own. */
const ADOPTED_AS_IT_IS = {
  closedSet: [
    "sendingOptions",
    "deliveryOptions",
    "reputationOptions",
    "suppressionOptions",
    "tags",
    "tagsAll",
  ],
  identity: ["configurationSetName", "dkimSigningAttributes", "tags", "tagsAll"],
  mailFrom: ["mailFromDomain", "behaviorOnMxFailure"],
};

/**
 * The domain's SES identity with Easy DKIM of 2048 bits, its MAIL FROM domain, and a **closed default configuration
 * set**: sending is off in it, so mail that names no configuration set of a stream is refused. IAM has no condition key
 * for the configuration set, and an identity's default set applies to mail that names none (SES Developer Guide, "Using
 * configuration sets"; Service Authorization Reference, "Amazon SES v2").
 *
 * SES looks for the MAIL FROM records for 72 hours (SES Developer Guide, "Using a custom MAIL FROM domain"), so they need
 * not be there first.
 */
export class SenderIdentity extends pulumi.ComponentResource {
  /** ARN of the domain's identity, which send policies name. */
  readonly identityArn: pulumi.Output<string>;
  /** The three Easy DKIM tokens; unknown until the identity exists. */
  readonly dkimTokens: pulumi.Output<string[]>;
  /** Name of the default configuration set, with sending off. */
  readonly closedConfigurationSet: pulumi.Output<string>;

  constructor(name: string, args: SenderIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:SenderIdentity", name, {}, opts);
    const kept = { parent: this, protect: args.sends, retainOnDelete: args.sends };
    const closedName = configurationSetName(args.stack, CLOSED);
    const isFree = identityIsFree(`${name}-is-free`, {
      region: args.region,
      stack: args.stack,
      defaultConfigurationSet: closedName,
      records: args.recordsAtHost,
    });
    const hooks = { beforeCreate: [isFree] };

    const closed = new sesv2.ConfigurationSet(
      `${name}-closed`,
      {
        configurationSetName: closedName,
        ...configurationSetOptions({ sendingEnabled: false }),
      },
      { ...kept, ...(args.adopt.closedSet && adopted(closedName, "closedSet")) },
    );

    const identity = new sesv2.EmailIdentity(
      name,
      {
        emailIdentity: args.domain,
        configurationSetName: closed.configurationSetName,
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
      },
      {
        ...kept,
        hooks,
        ...(args.adopt.identity && adopted(args.domain, "identity")),
      },
    );

    new sesv2.EmailIdentityMailFromAttributes(
      `${name}-mail-from`,
      {
        emailIdentity: identity.emailIdentity,
        mailFromDomain: args.mailFromDomain,
        behaviorOnMxFailure: args.behaviorOnMxFailure,
      },
      {
        ...kept,
        deletedWith: identity,
        ...(args.adopt.mailFrom && adopted(args.domain, "mailFrom")),
      },
    );

    // Resource names show in every log, so they do not hold the address.
    for (const address of args.sandboxRecipients)
      new sesv2.EmailIdentity(
        `${name}-recipient-${shortHash(address)}`,
        { emailIdentity: address },
        { parent: this, hooks },
      );

    this.identityArn = identity.arn;
    this.dkimTokens = identity.dkimSigningAttributes.tokens;
    this.closedConfigurationSet = closed.configurationSetName;
    this.registerOutputs({
      identityArn: this.identityArn,
      dkimTokens: this.dkimTokens,
      closedConfigurationSet: this.closedConfigurationSet,
    });
  }
}

function adopted(
  id: string,
  what: keyof typeof ADOPTED_AS_IT_IS,
): { import: string; ignoreChanges: string[] } {
  return { import: id, ignoreChanges: ADOPTED_AS_IT_IS[what] };
}
