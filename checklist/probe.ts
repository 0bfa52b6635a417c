import type { Binds, ItemFinding } from "./item";
import type { StackView, ViewedResource } from "./view";

type Path = readonly (string | number)[];

/** Looks at resources and writes down what is missing, wrong or not to be known. */
export class Probe {
  readonly findings: ItemFinding[] = [];

  constructor(
    private readonly view: StackView,
    private readonly binds: Binds,
  ) {}

  /** All resources of a type. */
  all(type: string): ViewedResource[] {
    return this.view.filter((resource) => resource.type === type);
  }

  /** Resources of a type, at least one; a finding where there is none. */
  some(type: string, what: string, remedy: string): ViewedResource[] {
    const found = this.all(type);
    if (found.length === 0) this.missing(what, remedy);
    return found;
  }

  /** A value where it is known; a finding where it is not known yet; undefined where it is not set. */
  value(resource: ViewedResource, path: Path, remedy: string): unknown {
    const seen = resource.see(...path);
    if (seen.state === "known") return seen.value;
    if (seen.state === "unknown")
      this.add("unknown", `${resource.name}: ${seen.path} cannot be known in this preview`, remedy, resource);
    return undefined;
  }

  /** A finding unless the value is there and as wanted. Whether it is. */
  expect(
    resource: ViewedResource,
    path: Path,
    isRight: (value: unknown) => boolean,
    wanted: string,
    remedy: string,
    mendedAt?: ItemFinding["mendedAt"],
  ): boolean {
    const seen = resource.see(...path);
    if (seen.state === "unknown") {
      this.add("unknown", `${resource.name}: ${seen.path} cannot be known in this preview`, remedy, resource);
      return false;
    }
    if (seen.state === "known" && isRight(seen.value)) return true;
    this.add("unproven", `${resource.name}: ${seen.path} must be ${wanted}`, remedy, resource, mendedAt);
    return false;
  }

  missing(what: string, remedy: string): void {
    this.findings.push({ state: "missing", binds: this.binds, message: `There is no ${what}`, remedy });
  }

  wrong(message: string, remedy: string, resource?: ViewedResource): void {
    this.add("unproven", message, remedy, resource);
  }

  private add(
    state: ItemFinding["state"],
    message: string,
    remedy: string,
    resource: ViewedResource | undefined,
    mendedAt?: ItemFinding["mendedAt"],
  ): void {
    this.findings.push({
      state,
      binds: this.binds,
      message,
      remedy,
      ...(resource && { urn: resource.urn }),
      ...(mendedAt && { mendedAt }),
    });
  }
}

export const isTrue = (value: unknown): boolean => value === true;
export const is =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;
export const holds =
  (wanted: string) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.includes(wanted);
