import { LocalCloud } from "./cloud/localCloud";
import { materialise } from "./cloud/feedbackPath";
import { complaint, hardBounce, newMessageId } from "./cloud/sesEvents";
import { FeedbackWalk } from "./cloud/walk";
import { REHEARSAL_ACCOUNT } from "./engine/workspace";
import type { Cloud } from "./providers/cloud";
import { QUEUE, TABLE, TOPIC } from "./providers/handlers/names";
import { textOf } from "./providers/values";
import type { Story } from "./story";

/** An event takes tens of milliseconds; a machine that is busy may take longer. */
const ARRIVES_WITHIN_MS = 20_000;

/** The stack tries again after three minutes, which is long to watch. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Events of SES on their way through what was deployed: the same topic, queues, policies, table and function code, on a
 * local AWS where they really run.
 *
 * @throws Error when an event does not come out where it should
 */
export async function rehearseFeedback(cloud: Cloud, story: Story, stack: string): Promise<void> {
  story.chapter(`Feedback of ${stack}: what was deployed, running on a local AWS`);
  const local = await LocalCloud.start({ enforceIam: true });
  try {
    await story.step("the path", async () => {
      await materialise(cloud, local, { retryAfterSeconds: RETRY_AFTER_SECONDS });
      return `topic, ${cloud.list(QUEUE).length} queues, table and function of both stacks`;
    });
    const own = (type: string, property: string, name: string) => {
      const found = cloud.list(type).find(({ properties }) => properties["name"] === name);
      if (found === undefined) throw new Error(`${name} was not deployed`);
      return textOf(found.properties[property]);
    };
    const tableName = own(TABLE, "name", `ses-launch-${stack}-suppression`);
    const walk = new FeedbackWalk(local, own(TOPIC, "arn", `ses-launch-${stack}-feedback`), tableName);
    const mail = { account: REHEARSAL_ACCOUNT, configurationSet: `${stack}-transactional` };

    await story.step("a bounce of the simulator", async () => {
      const to = "bounce+rehearsal@simulator.amazonses.com";
      await walk.publish(hardBounce({ ...mail, configurationSet: `${stack}-canary`, to }));
      const entry = await walk.entry(to, ARRIVES_WITHIN_MS);
      if (entry?.reason !== "BOUNCE" || entry.expiresAt === undefined) throw new Error("it did not arrive");
      return "suppressed until tomorrow";
    });
    const messageId = newMessageId();
    const spam = complaint({ ...mail, to: "Reader@Example.net" }, messageId);
    await story.step("a complaint", async () => {
      await walk.publish(spam);
      const entry = await walk.entry("reader@example.net", ARRIVES_WITHIN_MS);
      if (entry?.reason !== "COMPLAINT") throw new Error("it did not arrive");
      return "suppressed for every stream";
    });
    await story.step("the same complaint again", async () => {
      await walk.publish(spam);
      const queue = own(QUEUE, "url", `ses-launch-${stack}-feedback`);
      const done = await walk.until(
        ARRIVES_WITHIN_MS,
        async () => (await walk.messages(queue)) === 0 || undefined,
      );
      if (done === undefined) throw new Error("it was not processed");
      const [entry, markers] = [await walk.entry("reader@example.net", 1000), await walk.markers(messageId)];
      if (entry?.count !== 1 || markers !== 1) throw new Error("it was counted twice");
      return "changes nothing";
    });
    await story.step("an event that nobody can read", async () => {
      await walk.publish('{"eventType": "Bounce", "bounce": {"bounc');
      const failed = own(QUEUE, "url", `ses-launch-${stack}-feedback-failed`);
      const waiting = await walk.until(
        ARRIVES_WITHIN_MS,
        async () => (await walk.messages(failed)) || undefined,
      );
      if (waiting === undefined) throw new Error("it is not in the dead-letter queue");
      return "in the dead-letter queue, after 5 tries";
    });
  } finally {
    await local.stop();
  }
}
