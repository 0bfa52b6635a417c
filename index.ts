import { join } from "node:path";
import { adoptResources } from "./adoption";
import * as checklistTypes from "./checklist/types";
import { automaticPause, pauseDeadLetters } from "./components/automaticPause";
import { Canary } from "./components/canary";
import { DnsAuthentication } from "./components/dnsAuthentication";
import { EmailParameter, emailOutput } from "./components/emailParameter";
import { EmailTemplates } from "./components/emailTemplates";
import { feedbackKey } from "./components/feedbackKey";
import { FeedbackPipeline } from "./components/feedbackPipeline";
import { LaunchGate } from "./components/launchGate";
import { productionAccess } from "./components/productionAccess";
import { ReputationMonitoring } from "./components/reputationMonitoring";
import { SenderAccess } from "./components/senderAccess";
import { SenderIdentity } from "./components/senderIdentity";
import { sendingQuota } from "./components/sendingQuota";
import { SendingStream } from "./components/sendingStream";
import { SuppressionList } from "./components/suppressionList";
import { bundleFunction } from "./functions/bundle";
import { streamMaySend } from "./hooks/streamMaySend";
import { judgeLaunch, outputsBefore } from "./launch";
import { CANARY } from "./mail/streams";
import { TEMPLATES, loadTemplates } from "./mail/templates/load";
import { planOf } from "./plan";
import { makeProviders, zonesOf } from "./providers";
import { RecordedStack } from "./recordedStack";
import { readSettings } from "./settings";

/**
 * The launch of one environment, read top to bottom. A function, so that one process can deploy several stacks.
 *
 * @param proofs the folder that holds `evidence/` and `templates/reviews.json`; Pulumi calls it without, which is this one
 */
export = async (proofs: string = __dirname) => {
  const settings = readSettings();
  const { domain, fromAddress, region, stack, adopt, allowedRecipients } = settings;
  const plan = planOf(settings);
  const { place, mailFromDomain, tableArn, topicArn, recipientsRestricted } = plan;

  const before = await outputsBefore(stack);
  const providers = makeProviders(settings);
  const declared = new RecordedStack(new Set(Object.values(checklistTypes)));
  const adopting = adoptResources(adopt.resources);
  const options = { providers, transformations: [adopting, declared.whole] };
  const behindTheGate = { providers, transformations: [adopting, declared.inputs] };
  const zones = zonesOf(settings, providers.cloudflare);

  const identity = new SenderIdentity(
    "identity",
    {
      region,
      domain,
      mailFromDomain,
      behaviorOnMxFailure: settings.behaviorOnMxFailure,
      stack,
      sends: plan.live,
      sandboxRecipients: settings.sandboxRecipients,
      recordsAtHost: zones[0].existing(domain),
      adopt,
    },
    options,
  );

  const dns = new DnsAuthentication(
    "dns",
    {
      zones,
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

  const key = feedbackKey(
    "feedback-key",
    settings.feedbackKey,
    { stack, place, configurationSets: Object.keys(plan.streamsBySet), topicArn },
    options,
  );

  const suppression = new SuppressionList(
    "suppression",
    {
      stack,
      ownsAccount: settings.ownsAccount,
      topics: plan.topics,
      protect: plan.launched,
      keyArn: key?.keyArn,
    },
    options,
  );

  const table = { tableName: suppression.tableName, tableArn };
  const { code } = bundleFunction("feedback");
  const feedback = new FeedbackPipeline(
    "feedback",
    {
      stack,
      place,
      streams: plan.streamsBySet,
      topics: Object.keys(plan.topics),
      table,
      code,
      webhooks: settings.webhooks,
      keyArn: key?.keyArn,
      keyAlias: key?.alias,
    },
    options,
  );

  const toFeedback = { topicArn: feedback.topicArn, protect: plan.live };
  new SendingStream(
    `stream-${CANARY}`,
    { ...toFeedback, configurationSet: plan.canary, sendingEnabled: true },
    { ...options, dependsOn: feedback.topicReady },
  );

  new Canary(
    "canary",
    {
      stack,
      place,
      domain,
      fromAddress,
      streams: plan.setsByStream,
      table,
      keyAlias: key?.alias,
      code: bundleFunction("canary").code,
    },
    options,
  );

  const pause = automaticPause(
    "pause",
    plan.streams,
    { stack, place, code: bundleFunction("pauseSending").code },
    options,
  );

  const folder = loadTemplates(TEMPLATES, join(proofs, "templates"));
  const templates = new EmailTemplates(
    "templates",
    { folder, company: settings.company, configurationSetOf: plan.setOf },
    options,
  );

  const monitoring = new ReputationMonitoring(
    "monitoring",
    {
      stack,
      place,
      streams: plan.streams,
      alarmEmails: settings.alarmEmails,
      webhooks: settings.webhooks.length > 0,
      ...(pause && { pauseActionArn: pause.functionArn, deadLetterQueues: [pauseDeadLetters(stack)] }),
    },
    options,
  );

  const access = new SenderAccess(
    "access",
    {
      stack,
      place,
      domain,
      fromAddress,
      streams: Object.fromEntries(plan.streams.map((stream) => [stream.name, stream])),
      allowedRecipients,
      tableArn,
      keyAlias: key?.alias,
    },
    options,
  );

  const launch = judgeLaunch(settings, plan, { declared, before, code, folder, proofs });
  const gate = new LaunchGate("launch", { stack, record: launch.record }, options);
  const request = productionAccess("production-access", plan.request, gate, launch);
  const quota = sendingQuota("sending-quota", plan.quota, request, behindTheGate);
  const maySend = streamMaySend("stream-may-send", {
    stack,
    region,
    recipientsRestricted,
    streams: plan.streams,
    unproven: launch.unproven,
  });
  const streams = Object.fromEntries(
    plan.streams.map(({ name, configurationSet, sends, maxDeliverySeconds }) => [
      name,
      new SendingStream(
        `stream-${name}`,
        { ...toFeedback, configurationSet, sendingEnabled: sends, maxDeliverySeconds, maySend },
        { ...behindTheGate, dependsOn: [...feedback.topicReady, gate, ...(pause ? [pause] : [])] },
      ),
    ]),
  );

  const email = emailOutput({
    sender: { region, domain, fromAddress, recipientsRestricted },
    identity,
    streams,
    access,
    suppression,
    templates,
    limits: request?.limits,
  });
  new EmailParameter("email", { stack, email }, options);

  return {
    email,
    launch: launch.output(request, quota?.requests),
    dashboardUrl: monitoring.dashboardUrl,
    alarmTopicArn: monitoring.alarmTopicArn,
    dnsRecords: dns.records,
  };
};
