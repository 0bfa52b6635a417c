import type { Cloud } from "../providers/cloud";
import { EVENT_DESTINATION } from "../providers/handlers/names";
import { isProps, textOf } from "../providers/values";

/**
 * The topics to which SES publishes an event of a mail that names a configuration set: those of its enabled event
 * destinations that match the type.
 *
 * @param eventType as the event says it, for example "Rendering Failure"
 */
export function topicsFor(cloud: Cloud, configurationSet: string, eventType: string): string[] {
  return cloud.list(EVENT_DESTINATION).flatMap(({ properties }) => {
    const { configurationSetName, eventDestination: destination } = properties;
    if (configurationSetName !== configurationSet || !isProps(destination)) return [];
    const { enabled, matchingEventTypes: types, snsDestination: sns } = destination;
    const matches = Array.isArray(types) && types.includes(apiName(eventType));
    return enabled === true && matches && isProps(sns) ? [textOf(sns["topicArn"])] : [];
  });
}

/** An event type as the API names it: "DeliveryDelay" and "Rendering Failure" are DELIVERY_DELAY and RENDERING_FAILURE. */
function apiName(eventType: string): string {
  return eventType.replaceAll(/(?<=[a-z]) ?(?=[A-Z])/g, "_").toUpperCase();
}
