import assert from "node:assert/strict";
import type { Evidence } from "../../checklist/evidence";
import type { LaunchRecord } from "../../checklist/launchRecord";

const DAY_MS = 86_400_000;

/** What `ses prove` writes of the path that a record tells, so many days ago. */
export function evidenceFor({ stack, context }: LaunchRecord, daysAgo = 0): Evidence {
  assert(context.fingerprint);
  const at = new Date(Date.now() - daysAgo * DAY_MS - 60_000).toISOString();
  return {
    stack,
    fingerprint: context.fingerprint,
    provenAt: at,
    scenarios: ["bounce", "complaint"].map((scenario) => ({
      scenario,
      stream: "canary",
      messageId: `message-${scenario}`,
      sentAt: at,
      seenAt: at,
    })),
    templates: context.templates.map(({ name }) => ({ name, rendered: true })),
    inbox: { provider: "example", at, spf: "pass", dkim: "pass", dmarc: "pass" },
  };
}
