import type { AlarmDefinitionsArgs } from "../../monitoring/alarms";
import { feedbackNames } from "../../monitoring/feedbackNames";
import { configurationSetName } from "../../mail/streams";

/** A stack with streams of these names; `notifications` switches itself off. */
export function setting(
  stack = "prod",
  streams: readonly string[] = ["transactional", "notifications", "alerts"],
): AlarmDefinitionsArgs {
  return {
    stack,
    region: "us-east-1",
    runbook: "docs/runbook.md",
    streams: streams.map((name) => ({
      name,
      configurationSet: configurationSetName(stack, name),
      autoPause: name === "notifications",
    })),
    pipeline: feedbackNames(stack, { webhooks: true }),
  };
}
