import { ifKnown } from "../known";
import { type ResourceView, textAt } from "../resource";
import { type Violation, cannotKnow, judge, stackRule, violation } from "../rule";
import { CONFIGURATION_SETS, T } from "../types";
import { configurationSets } from "./configurationSets";

const WHAT = "mail that names no configuration set is refused";
const MEND =
  "Set configurationSetName to a configuration set of the stack with sendingOptions.sendingEnabled false.";

/** Mail that names no stream has no feedback and no switch of its own; a closed default set refuses it. */
export const defaultSetIsClosed = stackRule(
  {
    name: "ses-default-set-is-closed",
    description:
      "The default configuration set of a sending identity has sending off: IAM has no key for the configuration set, so only this refuses mail that names none.",
    severity: "high",
    remediation: MEND,
    url: "https://docs.aws.amazon.com/ses/latest/dg/managing-configuration-sets.html",
    types: [T.emailIdentity, ...CONFIGURATION_SETS],
  },
  (resources) =>
    resources
      .filter(({ type }) => type === T.emailIdentity)
      .flatMap((identity) => judgeIdentity(identity, resources)),
);

function judgeIdentity(identity: ResourceView, resources: readonly ResourceView[]): readonly Violation[] {
  const setName = textAt(identity, "configurationSetName");
  if ("unknown" in setName) return [cannotKnow(identity, setName.unknown, WHAT)];
  if ("known" in setName && setName.known !== "") return judgeSet(identity, setName.known, resources);
  // An address's own identity without a default set adds nothing: its domain's applies.
  return judge(identity, textAt(identity, "emailIdentity"), WHAT, (name) =>
    name?.includes("@") ? undefined : `the identity has no default configuration set. ${MEND}`,
  );
}

function judgeSet(
  identity: ResourceView,
  name: string,
  resources: readonly ResourceView[],
): readonly Violation[] {
  const sets = configurationSets(resources);
  const found = sets.find((set) => ifKnown(set.name) === name);
  if (found)
    return judge(found.resource, found.sendingEnabled, WHAT, (enabled) =>
      enabled === false
        ? undefined
        : "it is an identity's default set and has sending on, so mail that names no set goes out. Switch its sending off.",
    );
  const nameless = sets.map((set) => set.name).find((own) => "unknown" in own);
  if (nameless && "unknown" in nameless) return [cannotKnow(identity, nameless.unknown, WHAT)];
  return [violation(identity, `its default configuration set is not one of this stack. ${MEND}`)];
}
