import { Provider as AwsProvider } from "@pulumi/aws/provider";
import type { Region } from "@pulumi/aws";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider";
import * as pulumi from "@pulumi/pulumi";
import { adoptResources } from "./adoption";
import { DnsAuthentication } from "./components/dnsAuthentication";
import { EmailParameter } from "./components/emailParameter";
import { EmailTemplates } from "./components/emailTemplates";
import { FeedbackKey } from "./components/feedbackKey";
import { FeedbackPipeline, feedbackTopicArn } from "./components/feedbackPipeline";
import { SenderAccess } from "./components/senderAccess";
import { SenderIdentity } from "./components/senderIdentity";
import { SendingStream } from "./components/sendingStream";
import { SuppressionList, suppressionTableArn } from "./components/suppressionList";
import { CloudflareZone } from "./dns/cloudflare";
import { bundleFunction } from "./functions/bundle";
import { childName } from "./mail/domains";
import { CANARY, configurationSetName } from "./mail/streams";
import { loadTemplates } from "./mail/templates/load";
import { type EmailOutput, SANDBOX_LIMITS } from "./outputs";
import { readSettings } from "./settings";

/** The launch of one environment, read top to bottom. A function, so that one process can deploy several stacks. */
export = async () => {
  const settings = readSettings();
  const { domain, fromAddress, region, accountId, stack, adopt, allowedRecipients } = settings;
  const place = { region, accountId };
  const mailFromDomain = childName(settings.mailFromSubdomain, domain);
  const sends = settings.launchStage === "live";
  const launched = settings.launchStage !== "prepare";
  if (launched)
    void pulumi.log.warn(
      `launchStage is "${settings.launchStage}", but this version of the program has neither the gate nor the request for production access: ` +
        `nothing is asked of AWS and no stream of an application sends${sends ? ", and the identity is protected as if one did" : ""}.`,
    );

  const providers = {
    aws: new AwsProvider("aws", {
      region: region as Region,
      allowedAccountIds: [accountId],
      defaultTags: { tags: { project: pulumi.getProject(), stack, managedBy: "pulumi" } },
    }),
    cloudflare: new CloudflareProvider("cloudflare", {}),
  };
  const options = { providers, transformations: [adoptResources(adopt.resources)] };
  const zone = (name: string, zoneId: string) =>
    new CloudflareZone({ name, zoneId, provider: providers.cloudflare });
  const mainZone = zone(settings.cloudflare.zone, settings.cloudflare.zoneId);
  const reportZones = Object.entries(settings.dmarc.reportZones).map(([name, zoneId]) => zone(name, zoneId));

  const identity = new SenderIdentity(
    "identity",
    {
      region,
      domain,
      mailFromDomain,
      behaviorOnMxFailure: settings.behaviorOnMxFailure,
      stack,
      sends,
      sandboxRecipients: settings.sandboxRecipients,
      recordsAtHost: mainZone.existing(domain),
      adopt,
    },
    options,
  );

  const dns = new DnsAuthentication(
    "dns",
    {
      zones: [mainZone, ...reportZones],
      domain,
      mailFromDomain,
      region,
      dkimTokens: identity.dkimTokens,
      dmarc: settings.dmarc,
      apexSpf: settings.apexSpf,
      stack,
      adopt: adopt.records,
    },
    options,
  );

  const setOf = (stream: string) => configurationSetName(stack, stream);
  const applicationStreams = Object.entries(settings.streams);
  const streamsBySet = Object.fromEntries(
    [...Object.keys(settings.streams), CANARY].map((stream) => [setOf(stream), stream]),
  );
  const topics = Object.fromEntries(
    applicationStreams.flatMap(([stream, { topic }]) => (topic ? [[stream, topic] as const] : [])),
  );

  const key =
    settings.feedbackKey === "create"
      ? new FeedbackKey(
          "feedback-key",
          {
            stack,
            place,
            configurationSets: Object.keys(streamsBySet),
            topicArn: feedbackTopicArn(stack, place),
          },
          options,
        )
      : undefined;

  const suppression = new SuppressionList(
    "suppression",
    { stack, ownsAccount: settings.ownsAccount, topics, protect: launched, keyArn: key?.keyArn },
    options,
  );

  const feedback = new FeedbackPipeline(
    "feedback",
    {
      stack,
      place,
      streams: streamsBySet,
      topics: Object.keys(topics),
      table: { tableName: suppression.tableName, tableArn: suppressionTableArn(stack, place) },
      code: bundleFunction("feedback").code,
      webhooks: settings.webhooks,
      keyArn: key?.keyArn,
    },
    options,
  );

  const stream = (name: string, sendingEnabled: boolean, maxDeliverySeconds?: number) =>
    new SendingStream(
      `stream-${name}`,
      {
        configurationSet: setOf(name),
        sendingEnabled,
        maxDeliverySeconds,
        topicArn: feedback.topicArn,
        protect: sends,
      },
      { ...options, dependsOn: feedback.topicReady },
    );
  stream(CANARY, true);
  // Off until the gate exists that proves the checklist.
  const streams = applicationStreams.map(
    ([name, { maxDeliverySeconds }]) => [name, stream(name, false, maxDeliverySeconds)] as const,
  );

  const emails = new EmailTemplates(
    "templates",
    { folder: loadTemplates(), company: settings.company, configurationSetOf: setOf },
    options,
  );

  const access = new SenderAccess(
    "access",
    {
      stack,
      place,
      domain,
      fromAddress,
      streams: Object.fromEntries(
        applicationStreams.map(([name, { raw }]) => [name, { configurationSet: setOf(name), raw }]),
      ),
      allowedRecipients,
      tableArn: suppressionTableArn(stack, place),
      keyArn: key?.keyArn,
    },
    options,
  );

  const email: pulumi.Output<EmailOutput> = pulumi.output({
    region,
    domain,
    fromAddress,
    identityArn: identity.identityArn,
    streams: Object.fromEntries(
      streams.map(([name, { configurationSet, sendingEnabled }]) => [
        name,
        { configurationSet, sendPolicyArn: access.sendPolicyArns[name] ?? "", sendingEnabled },
      ]),
    ),
    suppression: {
      tableName: suppression.tableName,
      tableArn: suppression.tableArn,
      readPolicyArn: access.readPolicyArn,
    },
    templates: emails.templateNames,
    ...(suppression.contactListName && { contactListName: suppression.contactListName }),
    limits: SANDBOX_LIMITS,
    recipientsRestricted: allowedRecipients !== undefined,
  });
  new EmailParameter("email", { stack, email }, options);

  return { email, launch: { stage: settings.launchStage }, dnsRecords: dns.records };
};
