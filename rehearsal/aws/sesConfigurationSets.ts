import type { Cloud, LiveObject } from "../providers/cloud";
import { sendingSwitched } from "../providers/handlers/configurationSet";
import { CONFIGURATION_SET } from "../providers/handlers/names";
import { isProps, type Value } from "../providers/values";
import { AwsError, type Scope, scopeName } from "./protocol";

const GROUPS = [
  "deliveryOptions",
  "reputationOptions",
  "sendingOptions",
  "suppressionOptions",
  "trackingOptions",
  "vdmOptions",
];

export function getConfigurationSet(cloud: Cloud, scope: Scope, name: string): object {
  const { properties } = found(cloud, scope, name);
  const tags = isProps(properties["tagsAll"]) ? properties["tagsAll"] : {};
  return {
    ConfigurationSetName: name,
    ...Object.fromEntries(
      GROUPS.flatMap((group) => {
        const options = properties[group];
        return options === undefined ? [] : [[apiName(group), apiValue(options)]];
      }),
    ),
    Tags: Object.entries(tags).map(([Key, value]) => ({ Key, Value: value })),
  };
}

/** Switches a set's sending. Sending that comes back starts the set's reputation anew. */
export function putSendingOptions(
  cloud: Cloud,
  scope: Scope,
  name: string,
  { SendingEnabled: sendingEnabled = false }: { SendingEnabled?: boolean },
): object {
  const set = found(cloud, scope, name);
  cloud.put({ ...set, properties: sendingSwitched(set.properties, sendingEnabled) });
  cloud.record({
    provider: "aws",
    op: "update",
    type: CONFIGURATION_SET,
    id: name,
    changed: ["sendingOptions"],
  });
  return {};
}

function found(cloud: Cloud, scope: Scope, name: string): LiveObject {
  const set = cloud.get({ type: CONFIGURATION_SET, scope: scopeName(scope), id: name });
  if (!set) throw new AwsError(404, "NotFoundException", `Configuration set <${name}> does not exist.`);
  return set;
}

/** The API writes names with a capital, and times as seconds. */
function apiValue(value: Value): Value {
  if (!isProps(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      apiName(name),
      name === "lastFreshStart" && typeof each === "string" ? Date.parse(each) / 1000 : apiValue(each),
    ]),
  );
}

function apiName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
