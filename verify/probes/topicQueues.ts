import { PublishCommand } from "@aws-sdk/client-sns";
import { queuePolicy } from "../../iam/feedback";
import type { PolicyDocument } from "../../iam/document";
import { type Kit, until } from "../kit";
import { type Probe, couldNotTell, judged } from "../probe";
import { type TestQueue, makeQueue, makeTopic, receive, subscribe } from "./queue";

const SECONDS = 120;

/**
 * Messages to three queues: with the policy as the program writes it, with a stricter one, and one that lets SNS not in. SNS
 * tries a queue that refuses it no second time, and SQS may take a minute to know a policy: so there are messages until one
 * comes.
 */
export const topicQueues: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 6,
  makes: ["a topic", "four queues"],
  needs: [],
  run: async (kit) => {
    const { place } = kit;
    const topicArn = await makeTopic(kit, "letters");
    const asBuilt = (queueArn: string) => queuePolicy(queueArn, topicArn, place);
    const open = await makeQueue(kit, "open", { policy: asBuilt });
    const strict = await makeQueue(kit, "strict", {
      policy: (queueArn) => strictly(asBuilt(queueArn), place.accountId),
    });
    const shut = await makeQueue(kit, "shut");
    const deadLetters = await makeQueue(kit, "dead", { policy: asBuilt });
    await subscribe(kit, topicArn, open);
    await subscribe(kit, topicArn, strict);
    await subscribe(kit, topicArn, shut, deadLetters);
    const arrived = await comes(kit, topicArn, open);
    const byAccount = await comes(kit, topicArn, strict);
    const dead = await comes(kit, topicArn, deadLetters);
    const untold = couldNotTell(`a message did not come within ${SECONDS} s by the policy as it is either`);
    return {
      "topic-reaches-queue": judged(arrived, `with the policy as it is: ${word(arrived)}`),
      "sns-source-account": arrived
        ? judged(byAccount, `with StringEquals aws:SourceAccount: ${word(byAccount)}`)
        : untold,
      "topic-dead-letters": judged(
        dead,
        `in the dead-letter queue of a subscription whose queue lets SNS not in: ${word(dead)}`,
      ),
    };
  },
};

function strictly(built: PolicyDocument, accountId: string): PolicyDocument {
  const { Statement, ...document } = built;
  return {
    ...document,
    Statement: Statement.map((statement) => ({
      ...statement,
      Condition: {
        ArnEquals: statement.Condition?.ArnEquals ?? {},
        StringEquals: { "aws:SourceAccount": accountId },
      },
    })),
  };
}

async function comes(kit: Kit, TopicArn: string, queue: TestQueue): Promise<boolean> {
  const found = await until(kit, SECONDS, async () => {
    await kit.clients.sns.send(new PublishCommand({ TopicArn, Message: "to whoever may have it" }));
    return (await receive(kit, queue)).length > 0 ? true : undefined;
  });
  return found === true;
}

function word(came: boolean): string {
  return came ? "came" : `did not come within ${SECONDS} s`;
}
