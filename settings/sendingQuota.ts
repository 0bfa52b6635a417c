import { z } from "zod";
import { noted } from "./fields";
import { type Rule, problem } from "./rule";

const asked = (what: string) =>
  noted(
    z.int().min(1),
    `Ask Service Quotas, once, for this many ${what}; beyond prepare, and only after production access is granted.`,
    "a whole number, 1 or more",
  ).optional();

/** What is asked of Service Quotas. */
export const sendingQuota = z.strictObject({
  daily: asked("mails in 24 hours"),
  perSecond: asked("mails a second"),
});

/** Limits are the account's, and the sandbox's cannot be raised. */
export const sendingQuotaMayBeAsked: Rule = ({ sendingQuota: asks, ownsAccount, allowedRecipients }) => {
  if (asks?.daily === undefined && asks?.perSecond === undefined) return [];
  return [
    ...(allowedRecipients
      ? problem(
          "sendingQuota",
          "is set beside allowedRecipients: such a stack stays in the sandbox, whose limits cannot be raised",
        )
      : []),
    ...(ownsAccount === false
      ? problem(
          "sendingQuota",
          "is set, and ownsAccount is false: limits are the account's in its Region, so the stack that owns the account asks",
        )
      : []),
  ];
};
