import { type Known, ifKnown } from "../known";
import { type ResourceView, flagAt, textAt } from "../resource";
import { CONFIGURATION_SETS, T } from "../types";

export interface ConfigurationSet {
  readonly resource: ResourceView;
  readonly name: Known<string>;
  /** On where it is absent: that is the default of both SES APIs. */
  readonly sendingEnabled: Known<boolean>;
}

/** The configuration sets of both SES APIs. */
export function configurationSets(resources: readonly ResourceView[]): readonly ConfigurationSet[] {
  return resources
    .filter(({ type }) => CONFIGURATION_SETS.includes(type))
    .map((resource) => {
      const v2 = resource.type === T.configurationSet;
      return {
        resource,
        name: textAt(resource, v2 ? "configurationSetName" : "name"),
        sendingEnabled: v2
          ? flagAt(resource, "sendingOptions", "sendingEnabled")
          : flagAt(resource, "sendingEnabled"),
      };
    });
}

/** Whether mail certainly cannot leave through a set. */
export function isClosed({ sendingEnabled }: ConfigurationSet): boolean {
  return ifKnown(sendingEnabled) === false;
}
