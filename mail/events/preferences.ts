import type { SubscriptionEvent, TopicPreferences } from "./feedbackEvent";
import type { Fields } from "./fields";

/**
 * The subscription object of an event (SES Developer Guide, "Contents of event data"). It names no address.
 *
 * @throws UnreadableEventError
 */
export function readSubscription(
  subscription: Fields,
): Pick<SubscriptionEvent, "kind" | "contactList" | "before" | "after"> {
  const before = subscription.optionalObject("oldTopicPreferences");
  return {
    kind: "subscription",
    contactList: subscription.optionalText("contactList") ?? "",
    before: before === undefined ? { unsubscribeAll: false, topics: {} } : readPreferences(before),
    after: readPreferences(subscription.object("newTopicPreferences")),
  };
}

function readPreferences(preferences: Fields): TopicPreferences {
  // What the contact chose stands over what the list has as its default. Code bases disagree on the default's shape.
  const defaults = preferences.hasList("topicDefaultSubscriptionStatus")
    ? preferences.objects("topicDefaultSubscriptionStatus")
    : [];
  const chosen = preferences.objects("topicSubscriptionStatus");
  return {
    unsubscribeAll: preferences.flag("unsubscribeAll"),
    topics: Object.fromEntries(
      [...defaults, ...chosen].map((topic) => [topic.text("topicName"), isOptIn(topic)]),
    ),
  };
}

/** Events write OptIn and OptOut, the API OPT_IN and OPT_OUT. */
function isOptIn(topic: Fields): boolean {
  switch (topic.text("subscriptionStatus")) {
    case "OptIn":
    case "OPT_IN":
      return true;
    case "OptOut":
    case "OPT_OUT":
      return false;
    default:
      return topic.fail("is not a known subscription status", "subscriptionStatus");
  }
}
