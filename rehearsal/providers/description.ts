/** The declarative description of a resource type, from which `crud.ts` makes the handler. */
import type { LiveObject, ObjectKey } from "./cloud";
import type { Context } from "./handler";
import type { Failure, Rules } from "./rules";
import type { Props } from "./values";

export interface ResourceDescription {
  readonly type: string;
  /** Every property, inputs and outputs. */
  readonly rules: Rules;
  /** The key of the object that these inputs make. */
  newKey(wanted: Props, context: Context): ObjectKey;
  /** The key of an object known to the engine, or of one to import (then `state` is empty). */
  locate(id: string, state: Props, context: Context): ObjectKey;
  /** Inputs that the provider itself adds during check. */
  complete?(inputs: Props, context: Context): Props;
  /** Rules that concern several inputs. Values not known yet must not be judged. */
  validate?(inputs: Props): Failure[];
  /** Why the service refuses this create or update, told by the live cloud; undefined when it does not. */
  refuse?(wanted: Props, key: ObjectKey, op: "create" | "update", context: Context): string | undefined;
  /** What the service says when an object of that key exists. Without it a create lays itself over the existing object. */
  duplicate?(key: ObjectKey): string;
  /** A create of an object that exists answers with it as it is, instead of laying itself over it. */
  readonly answersWithExisting?: boolean;
  /** What the service says when an object to update is not there. */
  missing(key: ObjectKey): string;
  /** What the service decides when an object is made. */
  make?(wanted: Props, key: ObjectKey, context: Context): Props;
  /** Outputs that follow from the rest of the cloud, or from what the engine's state had, at the time of asking. */
  live?(object: LiveObject, inputs: Props, context: Context): Props;
  /** What the service changes by itself when settings change. */
  touched?(before: Props, after: Props): Props;
  /** The object whose setting this resource is: it exists as long as that object does, and delete only resets it. */
  settingOf?(key: ObjectKey): ObjectKey;
  /** Why the service refuses to delete the object; undefined when it does not. */
  refuseDelete?(object: LiveObject, context: Context): string | undefined;
  /** Delete changes nothing in the cloud; the engine only forgets the object. */
  readonly keptOnDelete?: boolean;
  /** What goes together with the object when it is deleted. */
  deleted?(key: ObjectKey, context: Context): void;
}
