import { flagAt } from "../resource";
import { judge, resourceRule } from "../rule";
import { T } from "../types";

/** The API's default is off: such a destination looks right and publishes nothing. */
export const destinationIsEnabled = resourceRule(
  {
    name: "ses-event-destination-is-enabled",
    description:
      "Every event destination is enabled. The default is off, and then bounces and complaints go nowhere while everything looks right.",
    severity: "high",
    remediation: "Set eventDestination.enabled (enabled in the first SES API) to true.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-setting-up.html",
    types: [T.eventDestination, T.v1EventDestination],
  },
  (destination) => {
    const path = destination.type === T.eventDestination ? ["eventDestination", "enabled"] : ["enabled"];
    return judge(destination, flagAt(destination, ...path), "events are published", (enabled) =>
      enabled === true ? undefined : `it publishes nothing. Set ${path.join(".")} to true.`,
    );
  },
);
