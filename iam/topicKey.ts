/** Where the topic's key comes from. */
export const FEEDBACK_KEYS = ["none", "create"] as const;
export type FeedbackKeyChoice = (typeof FEEDBACK_KEYS)[number];

/**
 * Why a key cannot encrypt a topic that AWS services publish to, or undefined when it can. A service needs
 * `kms:GenerateDataKey*` and `kms:Decrypt` by the key's own policy, and that of an AWS managed key (`alias/aws/…`) cannot
 * be edited: SES refuses such a topic, and an alarm on one never arrives (SNS Developer Guide, "Enable compatibility between
 * event sources from AWS services and encrypted topics").
 *
 * @param publishers service principals, such as `ses.amazonaws.com`
 */
export function topicKeyProblem(
  key: string,
  publishers: readonly string[] = ["ses.amazonaws.com"],
): string | undefined {
  const allowed: readonly string[] = FEEDBACK_KEYS;
  if (allowed.includes(key)) return undefined;
  const wanted =
    `"create" makes a customer-managed key that grants kms:GenerateDataKey* and kms:Decrypt to ${publishers.join(" and ")}; ` +
    '"none" leaves the topic without a key';
  if (key.startsWith("alias/aws/"))
    return `the policy of the AWS managed key ${key} cannot be edited, so ${publishers.join(" and ")} cannot publish to a topic that it encrypts: ${wanted}`;
  return `keys of somebody else are not used, because their policy cannot be checked here: ${wanted}`;
}
