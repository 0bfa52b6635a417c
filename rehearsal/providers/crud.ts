/** Create, read, update and delete for any resource that can be described by a table entry. */
import type { LiveObject, ObjectKey } from "./cloud";
import { changes, foreseenAll } from "./compare";
import type { ResourceDescription } from "./description";
import { InitFailed } from "./errors";
import type { Comparison, Context, Difference, ResourceHandler } from "./handler";
import { importedInputs, liveInputs, serviceDefaults } from "./liveInputs";
import { perform } from "./operation";
import { failuresOf, withDefaults } from "./rules";
import { foreseenUpdate, rewritten } from "./updates";
import { isProps, knownString, mergeDeep, UNKNOWN, type Props } from "./values";

/** The handler for a described resource type. */
export function crud(description: ResourceDescription): ResourceHandler {
  return {
    type: description.type,
    check: (news, context) => check(description, news, context),
    diff: (comparison, context) => diff(description, comparison, context),
    create: (wanted, preview, context) => create(description, wanted, preview, context),
    read: (id, state, inputs, context) => read(description, { id, state, inputs }, context),
    update: (comparison, preview, context) => update(description, comparison, preview, context),
    delete: (id, state, context) =>
      remove(description, description.locate(id, state, context), state, context),
  };
}

function check(description: ResourceDescription, news: Props, context: Context) {
  const failures = failuresOf(description.rules, news);
  const filled = withDefaults(description.rules, news);
  const inputs = description.complete?.(filled, context) ?? filled;
  // Rules over several inputs assume that each alone is right.
  if (failures.length === 0) failures.push(...(description.validate?.(inputs) ?? []));
  return { inputs, failures };
}

function diff(description: ResourceDescription, comparison: Comparison, context: Context): Difference {
  const { id, wanted, present, ignored } = comparison;
  const found = changes(description.rules, wanted, present, ignored);
  if (!found.some(({ replace }) => replace)) return { changes: found, deleteBeforeReplace: false };
  return { changes: found, deleteBeforeReplace: collides(description, { id, wanted, present }, context) };
}

/** True when the replacement would bear the key of the object it replaces, so that it cannot be made first. */
function collides(
  description: ResourceDescription,
  { id, wanted, present }: Omit<Comparison, "ignored">,
  context: Context,
): boolean {
  const forced = Object.entries(description.rules).filter(([, rule]) => rule.forceNew === true);
  if (forced.some(([name]) => wanted[name] === UNKNOWN)) return false;
  const old = description.locate(id, present, context);
  const next = description.newKey(wanted, context);
  return old.scope === next.scope && old.id === next.id;
}

async function create(description: ResourceDescription, wanted: Props, preview: boolean, context: Context) {
  // An empty id is how a provider says in a preview that the id is not known.
  if (preview) return { id: "", outputs: foreseenAll(description.rules, wanted) };
  const { type } = description;
  const key = description.newKey(wanted, context);
  return perform(context, { op: "create", type, id: key.id, name: nameOf(wanted) }, ({ failAfterCreate }) => {
    const refusal = description.refuse?.(wanted, key, "create", context);
    if (refusal !== undefined) throw new Error(refusal);
    const object = made(description, wanted, key, context);
    const outputs = outputsOf(description, object, wanted, context);
    if (failAfterCreate !== undefined) throw new InitFailed(key.id, outputs, wanted, failAfterCreate);
    return { id: key.id, result: { id: key.id, outputs } };
  });
}

/** The object that a create leaves, new or as the service treats one that exists. */
function made(description: ResourceDescription, wanted: Props, key: ObjectKey, context: Context): LiveObject {
  const object = newObject(description, wanted, key, context);
  if (context.cloud.create(object)) return object;
  if (description.duplicate !== undefined) throw new Error(description.duplicate(key));
  const existing = description.answersWithExisting === true ? context.cloud.get(key) : undefined;
  if (existing !== undefined) return existing;
  context.cloud.put(object);
  return object;
}

function newObject(
  description: ResourceDescription,
  wanted: Props,
  key: ObjectKey,
  context: Context,
): LiveObject {
  const decided = description.make?.(wanted, key, context) ?? {};
  const properties = mergeDeep(mergeDeep(serviceDefaults(description.rules), decided), wanted);
  return { ...key, properties, hidden: {} };
}

async function read(
  description: ResourceDescription,
  { id, state, inputs }: { id: string; state: Props; inputs: Props | undefined },
  context: Context,
) {
  const { type, rules } = description;
  const key = description.locate(id, state, context);
  return perform(context, { op: "read", type, id: key.id, name: nameOf(state) }, () => {
    const object = liveObject(description, key, context);
    if (object === undefined) return { id: key.id, result: undefined };
    const outputs = outputsOf(description, object, inputs ?? {}, context);
    const now = inputs === undefined ? importedInputs(rules, outputs) : liveInputs(rules, inputs, outputs);
    return { id: key.id, result: { id: key.id, outputs, inputs: now } };
  });
}

async function update(
  description: ResourceDescription,
  { id, wanted, present, ignored }: Comparison,
  preview: boolean,
  context: Context,
): Promise<Props> {
  const { type, rules } = description;
  const found = changes(rules, wanted, present, ignored);
  const changed = [...new Set(found.map(({ property }) => property))];
  if (preview) return foreseenUpdate(rules, wanted, present, changed);
  const key = description.locate(id, present, context);
  return perform(context, { op: "update", type, id: key.id, name: nameOf(wanted), changed }, () => {
    const refusal = description.refuse?.(wanted, key, "update", context);
    if (refusal !== undefined) throw new Error(refusal);
    const object = liveObject(description, key, context);
    if (object === undefined) throw new Error(description.missing(key));
    const properties = rewritten(rules, wanted, object.properties, changed);
    const next = {
      ...object,
      properties: mergeDeep(properties, description.touched?.(object.properties, properties) ?? {}),
    };
    context.cloud.put(next);
    return { id: key.id, result: outputsOf(description, next, wanted, context) };
  });
}

/** Deletes the object; one that is gone already is as good as deleted. */
async function remove(
  description: ResourceDescription,
  key: ObjectKey,
  state: Props,
  context: Context,
): Promise<void> {
  const { type } = description;
  await perform(context, { op: "delete", type, id: key.id, name: nameOf(state) }, () => {
    const object = context.cloud.get(key);
    const refusal = object && description.refuseDelete?.(object, context);
    if (refusal !== undefined) throw new Error(refusal);
    if (description.keptOnDelete !== true) context.cloud.delete(key);
    description.deleted?.(key, context);
    return { id: key.id, result: undefined };
  });
}

/** The object, or for a setting of another object that was never set: the setting's defaults. */
function liveObject(
  description: ResourceDescription,
  key: ObjectKey,
  context: Context,
): LiveObject | undefined {
  const owner = description.settingOf?.(key);
  if (owner === undefined) return context.cloud.get(key);
  if (context.cloud.get(owner) === undefined) return undefined;
  return context.cloud.get(key) ?? newObject(description, {}, key, context);
}

function outputsOf(
  description: ResourceDescription,
  object: LiveObject,
  inputs: Props,
  context: Context,
): Props {
  const { rules } = description;
  const outputs: Props = { ...object.properties };
  for (const [name, value] of Object.entries(description.live?.(object, inputs, context) ?? {})) {
    const stored = outputs[name];
    outputs[name] =
      rules[name]?.fields !== undefined && isProps(stored) && isProps(value)
        ? mergeDeep(stored, value)
        : value;
  }
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => name in rules));
}

function nameOf(props: Props): string {
  return Object.values(props)
    .flatMap((value) => knownString(value) ?? [])
    .join(" ");
}
