import type { EmailOutput } from "../outputs";

const stream = (name: string) => ({
  configurationSet: `prod-${name}`,
  sendPolicyArn: `arn:aws:iam::123456789012:policy/ses-launch-prod-send-${name}`,
  sendingEnabled: false,
});

/** The output `email` of prod, whole: what docs/outputs.md promises. */
export const PROD_EMAIL: EmailOutput = {
  region: "us-east-1",
  domain: "listbackup.ai",
  fromAddress: "noreply@listbackup.ai",
  identityArn: "arn:aws:ses:us-east-1:123456789012:identity/listbackup.ai",
  streams: {
    transactional: stream("transactional"),
    notifications: stream("notifications"),
    alerts: stream("alerts"),
  },
  suppression: {
    tableName: "ses-launch-prod-suppression",
    tableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/ses-launch-prod-suppression",
    readPolicyArn: "arn:aws:iam::123456789012:policy/ses-launch-prod-read-suppression",
  },
  templates: {
    "account-verification": "prod-transactional-account-verification",
    "backup-completed": "prod-notifications-backup-completed",
    "billing-update": "prod-alerts-billing-update",
    "mfa-code": "prod-transactional-mfa-code",
    "password-reset": "prod-transactional-password-reset",
    "security-notice": "prod-alerts-security-notice",
    "storage-warning": "prod-notifications-storage-warning",
  },
  contactListName: "ses-launch-prod",
  limits: { max24HourSend: 200, maxSendRate: 1 },
  recipientsRestricted: false,
};
