import { type ResourceView, textAt } from "../resource";
import { cannotKnow, type Rule, stackRule, type Violation, violation } from "../rule";
import { T } from "../types";

const TYPES: readonly string[] = [T.accountSuppression, T.contactList, T.accountVdm];

/** What an account has once per Region belongs to one stack; two would undo each other's changes. */
export const accountWideOnce: Rule = stackRule(
  {
    name: "ses-account-wide-once",
    description:
      "What an account has once in a Region (suppression attributes, contact list, deliverability manager) is made by the one stack that owns the account, and once.",
    severity: "medium",
    remediation:
      'Keep such resources in one stack, and say in the pack\'s configuration which: {"ses-account-wide-once": {"ownsAccount": true}} there, false elsewhere.',
    url: "https://docs.aws.amazon.com/ses/latest/dg/sending-email-list-management.html",
    types: TYPES,
    config: {
      ownsAccount: {
        type: "boolean",
        description:
          "Whether this stack makes what the account has once. Without it, one of each is accepted.",
      },
    },
  },
  (resources, config = {}) => {
    const found = resources.filter(({ type }) => TYPES.includes(type));
    if (config["ownsAccount"] === false)
      return found.map((resource) =>
        violation(
          resource,
          "this stack does not own the account (ownsAccount). Leave it to the one that does.",
        ),
      );
    return TYPES.flatMap((type) => repeated(found.filter((resource) => resource.type === type)));
  },
);

/** All but the first in each Region; `region` is written only where a program uses several with one provider. */
function repeated(resources: readonly ResourceView[]): readonly Violation[] {
  return resources.slice(1).flatMap((resource, index): readonly Violation[] => {
    const others = [resource, ...resources.slice(0, index + 1)].map((each) => textAt(each, "region"));
    const unknown = others.find((region) => "unknown" in region);
    if (unknown && "unknown" in unknown)
      return [cannotKnow(resource, unknown.unknown, "the Region has only one of them")];
    const [own, ...before] = others.map((region) => ("known" in region ? region.known : ""));
    return before.includes(own ?? "")
      ? [violation(resource, "the stack makes a second one, and an account has one in a Region. Keep one.")]
      : [];
  });
}
