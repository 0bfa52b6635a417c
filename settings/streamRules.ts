import { sendPolicy } from "../iam/sending";
import { configurationSetName } from "../mail/streams";
import { TRANSACTIONAL } from "../mail/suppression/entry";
import { type Rule, problem } from "./rule";
import { RESERVED_STREAMS } from "./schema";

/** SES Developer Guide, "Using list management": topics of a contact list. */
const MAX_TOPICS = 20;

/** IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy. */
const MAX_MANAGED_POLICY_CHARACTERS = 6144;

const reservedStreams: Rule = ({ streams }) =>
  Object.keys(streams ?? {})
    .filter((name) => RESERVED_STREAMS.includes(name))
    .flatMap((name) =>
      problem(
        `streams.${name}`,
        `is a name the program keeps for itself: any but ${RESERVED_STREAMS.join(", ")}`,
      ),
    );

const someStream: Rule = ({ streams }) =>
  streams && Object.keys(streams).length === 0
    ? problem("streams", "is empty: name at least one stream")
    : [];

const noTopicForTransactional: Rule = ({ streams }) =>
  streams?.[TRANSACTIONAL]?.topic
    ? problem(
        `streams.${TRANSACTIONAL}.topic`,
        "is set: SES's page offers to unsubscribe from every topic, and nobody may lose password resets and MFA codes that way",
      )
    : [];

const atMostTwentyTopics: Rule = ({ streams }) => {
  const topics = Object.values(streams ?? {}).filter(({ topic }) => topic !== undefined).length;
  return topics > MAX_TOPICS
    ? problem("streams", `has ${topics} streams with a topic: SES's contact list holds ${MAX_TOPICS}`)
    : [];
};

const rawNeedsFreeRecipients: Rule = ({ streams, allowedRecipients }) =>
  allowedRecipients
    ? Object.entries(streams ?? {})
        .filter(([, stream]) => stream.raw)
        .flatMap(([name]) =>
          problem(
            `streams.${name}.raw`,
            "is true: not beside allowedRecipients, because raw mail names its recipients where the restriction may not look",
          ),
        )
    : [];

const pausedOrReleased: Rule = ({ streams }) =>
  Object.entries(streams ?? {})
    .filter(([, { paused, release }]) => paused && release)
    .flatMap(([name]) =>
      problem(
        `streams.${name}`,
        "has both paused and release: paused keeps the stream off, release brings it back; name one",
      ),
    );

const sendPolicyFits: Rule = (
  { domain, fromAddress, streams, accountId, allowedRecipients },
  { region, stack },
) => {
  if (!domain || !fromAddress || !streams || !accountId || !allowedRecipients) return [];
  const sizes = Object.keys(streams).map(
    (stream) =>
      JSON.stringify(
        sendPolicy({
          place: { region, accountId },
          domain,
          fromAddress,
          configurationSet: configurationSetName(stack, stream),
          raw: false,
          allowedRecipients,
        }),
      ).length,
  );
  const longest = Math.max(...sizes);
  return longest > MAX_MANAGED_POLICY_CHARACTERS
    ? problem(
        "allowedRecipients",
        `has ${allowedRecipients.length} entries, which make a send policy of ${longest} characters: IAM takes ${MAX_MANAGED_POLICY_CHARACTERS}; name domains as *@domain`,
      )
    : [];
};

/** What must hold of the streams and of those who may be mailed through them. */
export const STREAM_RULES: readonly Rule[] = [
  reservedStreams,
  someStream,
  noTopicForTransactional,
  atMostTwentyTopics,
  rawNeedsFreeRecipients,
  pausedOrReleased,
  sendPolicyFits,
];
