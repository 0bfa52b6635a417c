import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateEmailTemplateCommand,
  type EventType,
  GetAccountCommand,
  GetSuppressedDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { queuePolicy, topicPolicy } from "../../iam/feedback";
import { FEEDBACK_EVENTS } from "../../mail/streams";
import { type Kit, until } from "../kit";
import type { Probe } from "../probe";
import { refusalOf } from "../refusal";
import { type Sent, feedbackFindings } from "./feedbackFindings";
import { type TestMail, send, simulator } from "./mail";
import { makeQueue, makeTopic, receive, subscribe } from "./queue";

/** Longer than the program's own patience, so that what comes late is told from what does not come. */
const SECONDS = 300;

/** SQS may take so long to know a queue's policy, and what SNS cannot deliver meanwhile is gone (SQS API Reference, "SetQueueAttributes"). */
const POLICY_MS = 60_000;

/** Mails of the simulator through a path of its own, with the policies as the program writes them, read by its own reader. */
export const feedback: Probe = {
  effect: "writes",
  mails: 3,
  minutes: 7,
  makes: ["a configuration set with an event destination", "a template", "a topic", "a queue"],
  needs: ["identity"],
  run: async (kit) => {
    const { clients, calm, temporary, clock } = kit;
    const configurationSet = temporary.nameOf("configuration set", "feedback");
    const from = { place: kit.place, configurationSets: [configurationSet] };
    const topicArn = await makeTopic(kit, "feedback", (own) => topicPolicy(own, from));
    const queue = await makeQueue(kit, "feedback", {
      policy: (own) => queuePolicy(own, topicArn, kit.place),
    });
    await subscribe(kit, topicArn, queue);
    await clock.sleep(POLICY_MS);
    await publishTo(kit, topicArn);
    const TemplateName = await template(kit);

    const before = await sentLastDay(kit);
    const run = temporary.run;
    const mails: Record<Sent["kind"], TestMail> = {
      bounce: { to: [simulator(`bounce+${run}`)] },
      complaint: { to: [simulator(`complaint+${run}`)] },
      "rendering-failure": {
        to: [simulator(`success+${run}`)],
        content: { Template: { TemplateName, TemplateData: "{}" } },
      },
    };
    const sent: Sent[] = [];
    for (const [kind, mail] of Object.entries(mails) as [Sent["kind"], TestMail][]) {
      const refusal = await send(kit, clients.ses, { ...mail, configurationSet });
      sent.push({ kind, address: mail.to[0] ?? "", refusal, at: clock.now() });
    }

    kit.progress("Waiting for the feedback of the simulator …");
    const bodies: { body: string; at: number }[] = [];
    const wanted = sent.filter(({ refusal }) => refusal === undefined).length + 1;
    await until(kit, SECONDS, async () => {
      for (const body of await receive(kit, queue)) bodies.push({ body, at: clock.now() });
      // The notice of the set-up comes first; a mail may have more than one event.
      return bodies.length >= wanted ? true : undefined;
    });
    const listed = await refusalOf(() =>
      calm(() => clients.ses.send(new GetSuppressedDestinationCommand({ EmailAddress: mails.bounce.to[0] }))),
    );
    return feedbackFindings({
      sent,
      bodies,
      listed,
      configurationSet,
      accountId: kit.place.accountId,
      usedQuota: (await sentLastDay(kit)) - before,
    });
  },
};

async function publishTo({ clients: { ses }, calm, temporary }: Kit, TopicArn: string): Promise<void> {
  await temporary.make("configuration set", "feedback", async (ConfigurationSetName) => {
    await calm(() => ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName })));
    await calm(() =>
      ses.send(
        new CreateConfigurationSetEventDestinationCommand({
          ConfigurationSetName,
          EventDestinationName: "feedback",
          EventDestination: {
            Enabled: true,
            MatchingEventTypes: FEEDBACK_EVENTS as EventType[],
            SnsDestination: { TopicArn },
          },
        }),
      ),
    );
  });
}

function template({ clients: { ses }, calm, temporary }: Kit): Promise<string> {
  return temporary.make("template", "lacking", async (TemplateName) => {
    await calm(() =>
      ses.send(
        new CreateEmailTemplateCommand({
          TemplateName,
          TemplateContent: { Subject: "Lacks a value", Text: "Hello {{name}}" },
        }),
      ),
    );
    return TemplateName;
  });
}

async function sentLastDay({ clients: { ses }, calm }: Kit): Promise<number> {
  const { SendQuota } = await calm(() => ses.send(new GetAccountCommand()));
  return SendQuota?.SentLast24Hours ?? Number.NaN;
}
