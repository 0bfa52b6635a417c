import { joinStrings } from "../../mail/characterStrings";
import { type Known, mapKnown } from "../known";
import { type ResourceView, textAt } from "../resource";
import { DNS_RECORDS } from "../types";

export interface TxtRecord {
  readonly resource: ResourceView;
  /** Lower case, without the root dot. */
  readonly name: Known<string>;
  /** The text, its character-strings joined. */
  readonly text: Known<string>;
}

/** The TXT records among the resources, and those that may be one. */
export function txtRecords(resources: readonly ResourceView[]): readonly TxtRecord[] {
  return resources
    .filter(({ type }) => DNS_RECORDS.includes(type))
    .filter((resource) => {
      const type = textAt(resource, "type");
      return "unknown" in type || ("known" in type && type.known === "TXT");
    })
    .map((resource) => ({
      resource,
      name: mapKnown(textAt(resource, "name"), normalName),
      text: mapKnown(textAt(resource, "content"), joinStrings),
    }));
}

export function normalName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, "");
}
