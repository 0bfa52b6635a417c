import { recordAt, textsAt } from "../resource";
import { judge, resourceRule } from "../rule";
import { T } from "../types";

const REASONS = ["BOUNCE", "COMPLAINT"];

/** SES's own suppression is the last net: it holds even when an application asks nobody. */
export const suppressionIsOn = resourceRule(
  {
    name: "ses-suppression-is-on",
    description:
      "Suppression after bounces and complaints is never switched off, neither for the account nor by a configuration set, whose own list overrides the account's, an empty one too.",
    severity: "high",
    remediation:
      "List BOUNCE and COMPLAINT in suppressedReasons; a set that leaves suppressionOptions out uses the account's.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html",
    types: [T.configurationSet, T.accountSuppression],
  },
  (resource) => {
    const what = "bounces and complaints suppress";
    const ofSet = resource.type === T.configurationSet;
    const options = recordAt(resource, "suppressionOptions");
    if (ofSet && "absent" in options) return [];
    if (ofSet && "unknown" in options) return judge(resource, options, what, () => undefined);
    const path = ofSet ? ["suppressionOptions", "suppressedReasons"] : ["suppressedReasons"];
    return judge(resource, textsAt(resource, ...path), what, (reasons = []) => {
      const missing = REASONS.filter((reason) => !reasons.includes(reason));
      return missing.length > 0
        ? `${path.join(".")} lacks ${missing.join(" and ")}, so SES goes on mailing such addresses. Add it.`
        : undefined;
    });
  },
);
