import { evaluate } from "../../checklist/evaluate";
import { LAUNCH_GATE } from "../../checklist/launchRecord";
import { EMAIL_IDENTITY } from "../../checklist/types";
import { viewOf } from "../../checklist/view";
import { loadTemplates } from "../../mail/templates/load";
import type { Launch } from "../../ops/launch";
import { parseSettings } from "../../settings/parse";
import { CONTEXT, completeStack } from "../checklist/completeStack";
import { PROD_EMAIL } from "../prodEmail";
import { stackConfig } from "../settings/config";

const URN = "urn:pulumi:prod::ses-launch::";

export const DNS_RECORDS = [
  {
    type: "MX",
    name: "bounce.listbackup.ai",
    content: "feedback-smtp.us-east-1.amazonses.com",
    priority: 10,
    purpose: "MAIL FROM",
    managed: true,
  },
];

/** The text of `pulumi stack export` of a complete stack, with an older identity that waits to be deleted. */
export function exportedState(): string {
  const resources = completeStack().map(({ type, name, inputs }) => ({
    urn: `${URN}${type}::${name}`,
    type,
    custom: true,
    inputs,
    outputs: inputs,
  }));
  const record = { stack: "prod", stage: "prepare", context: CONTEXT };
  return JSON.stringify({
    version: 3,
    deployment: {
      resources: [
        {
          urn: `${URN}pulumi:pulumi:Stack::ses-launch-prod`,
          type: "pulumi:pulumi:Stack",
          outputs: { email: PROD_EMAIL, dnsRecords: DNS_RECORDS },
        },
        { urn: `${URN}${LAUNCH_GATE}::launch`, type: LAUNCH_GATE, outputs: { record } },
        {
          urn: `${URN}${EMAIL_IDENTITY}::identity`,
          type: EMAIL_IDENTITY,
          delete: true,
          outputs: { emailIdentity: "listbackup.ai", verifiedForSendingStatus: false },
        },
        ...resources,
      ],
    },
  });
}

/** A complete stack, as a command sees it. */
export function launched(changes: Partial<Launch> = {}): Launch {
  return {
    settings: parseSettings(
      stackConfig("prod", {
        "ses-launch:company": {
          name: "ListBackup.ai",
          website: "https://listbackup.ai",
          contact: "admin@listbackup.ai",
          postalAddress: "1 Main Street, Springfield",
        },
      }),
    ),
    state: {
      resources: completeStack(),
      outputs: { email: PROD_EMAIL, dnsRecords: DNS_RECORDS },
      record: { stack: "prod", stage: "prepare", context: CONTEXT } as unknown as NonNullable<
        Launch["state"]["record"]
      >,
    },
    folder: loadTemplates(),
    items: evaluate(viewOf(completeStack()), CONTEXT),
    evidence: undefined,
    ...changes,
  };
}
