import { resourceName } from "../names";

/** The stream that always may send, and only to the SES mailbox simulator. */
export const CANARY = "canary";

/** The default configuration set of the identity, with sending off; it is no stream. */
export const CLOSED = "closed";

/** The stream that switches itself off unless its settings say otherwise: nobody is locked out without its mail. */
const PAUSES_BY_DEFAULT = "notifications";

/** Whether a stream's pause alarms switch it off by themselves. */
export function pausesByItself(stream: string, autoPause: boolean | undefined): boolean {
  return autoPause ?? stream === PAUSES_BY_DEFAULT;
}

/**
 * The name of a stream's configuration set. It never changes: renaming a set means replacing it, and an application that
 * names the old one could not send.
 */
export function configurationSetName(stack: string, stream: string): string {
  return resourceName("configurationSet", stack, stream);
}

/**
 * Events that the feedback function reads. SEND, DELIVERY, OPEN and CLICK are not among them: they say nothing about who
 * may be mailed, and there is one of each for every mail.
 */
export const FEEDBACK_EVENTS = [
  "BOUNCE",
  "COMPLAINT",
  "REJECT",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
  "SUBSCRIPTION",
];

/** Events that CloudWatch counts for each stream. */
export const COUNTED_EVENTS = [
  "SEND",
  "DELIVERY",
  "BOUNCE",
  "COMPLAINT",
  "REJECT",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
];

/** The dimension of SES's metrics that tells streams apart; SES tags every mail with it by itself (SES Developer Guide, "Event publishing"). */
export const STREAM_DIMENSION = "ses:configuration-set";

/**
 * What a stream's configuration set is. The sending switch is always written, because AWS's default is on; the suppression
 * reasons too, because a set without them uses the account's, and an empty list would switch suppression off.
 */
export function configurationSetOptions({ sendingEnabled, maxDeliverySeconds }: StreamOptions) {
  return {
    sendingOptions: { sendingEnabled },
    deliveryOptions: {
      tlsPolicy: "REQUIRE",
      ...(maxDeliverySeconds !== undefined && { maxDeliverySeconds }),
    },
    reputationOptions: { reputationMetricsEnabled: true },
    suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
  };
}

export interface StreamOptions {
  sendingEnabled: boolean;
  /** Seconds until SES gives up on a mail, 300 to 50,400; SES's own limit when absent. */
  maxDeliverySeconds?: number | undefined;
}

/**
 * Where a set sends its events: to the feedback topic, and counted in CloudWatch. `enabled` is written, because the API's
 * default is off, and such a destination looks right and publishes nothing.
 */
export function eventDestinations<Arn>(configurationSet: string, topicArn: Arn) {
  return {
    feedback: { enabled: true, matchingEventTypes: FEEDBACK_EVENTS, snsDestination: { topicArn } },
    counts: {
      enabled: true,
      matchingEventTypes: COUNTED_EVENTS,
      cloudWatchDestination: {
        dimensionConfigurations: [
          {
            dimensionName: STREAM_DIMENSION,
            dimensionValueSource: "MESSAGE_TAG",
            defaultDimensionValue: configurationSet,
          },
        ],
      },
    },
  };
}
