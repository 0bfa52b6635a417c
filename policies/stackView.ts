import type { Seen, StackView } from "../checklist/view";
import { known, valueAt } from "./known";
import type { ResourceView } from "./resource";

/** The resources that a policy is given, as the checklist looks at them. */
export function stackViewOf(resources: readonly ResourceView[]): StackView {
  return resources.map(({ type, name, urn, props }) => ({
    type,
    name,
    urn,
    see: (...path) => seen(props, path),
  }));
}

/** Unknown too where only a part of the value is, because the judge may look at that part. */
function seen(props: ResourceView["props"], path: readonly (string | number)[]): Seen {
  const where = path.join(".");
  const value = valueAt(props, path);
  if ("absent" in value) return { state: "absent", path: where };
  if ("unknown" in value) return { state: "unknown", path: where };
  const copy = known(() => JSON.parse(JSON.stringify(value.known)) as unknown);
  return "known" in copy
    ? { state: "known", path: where, value: copy.known }
    : { state: "unknown", path: where };
}
