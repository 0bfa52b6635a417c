import { type Range, type YAMLMap, isMap, isNode, isScalar, parseDocument } from "yaml";

/** Keys from the outermost map to a value. */
export type YamlPath = readonly [string, ...string[]];

/** A stretch of a text, and what is to stand there instead. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * A YAML text with one value set. Nothing else of it changes: a document that is written anew keeps its comments, but not how
 * its lists and maps are laid out, and the change is to be read in a pull request.
 *
 * @returns undefined where the value has no place of its own, because something on the way to it is no map
 */
export function withValue(text: string, path: YamlPath, value: string): string | undefined {
  const { contents } = parseDocument(text);
  const splice = isMap(contents) ? spliceIn(text, contents, path, JSON.stringify(value)) : undefined;
  return splice && text.slice(0, splice.from) + splice.text + text.slice(splice.to);
}

function spliceIn(text: string, map: YAMLMap, path: YamlPath, value: string): Splice | undefined {
  const [key, next, ...rest] = path;
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (!pair) return map.flow === true ? inBraces(map, path, value) : inLines(text, map, path, value);
  if (next !== undefined)
    return isMap(pair.value) ? spliceIn(text, pair.value, [next, ...rest], value) : undefined;
  const range = isScalar(pair.value) ? pair.value.range : undefined;
  return range ? { from: range[0], to: range[1], text: value } : undefined;
}

/** A new entry of a map that stands in braces. */
function inBraces(map: YAMLMap, path: YamlPath, value: string): Splice | undefined {
  const [key, ...below] = path;
  const entry = `${key}: ${below.reduceRight((inner, one) => `{ ${one}: ${inner} }`, value)}`;
  const last = lastRange(map);
  if (last) return { from: last[1], to: last[1], text: `, ${entry}` };
  return map.range ? { from: map.range[0], to: map.range[1], text: `{ ${entry} }` } : undefined;
}

/** A new entry of a map whose keys stand below each other: behind its last one, as far in as its first. */
function inLines(text: string, map: YAMLMap, path: YamlPath, value: string): Splice | undefined {
  const first = map.items.at(0)?.key;
  const last = lastRange(map);
  if (!isNode(first) || !first.range || !last) return undefined;
  const indent = first.range[0] - text.lastIndexOf("\n", first.range[0]) - 1;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const entry = path.map((key, depth) => `${" ".repeat(indent + 2 * depth)}${key}:`).join(newline);
  const line = `${entry} ${value}${newline}`;
  // A last entry without a value ends before its line does.
  const end = text[last[2] - 1] === "\n" ? last[2] : text.indexOf("\n", last[2]) + 1;
  return end > 0
    ? { from: end, to: end, text: line }
    : { from: text.length, to: text.length, text: `${newline}${line}` };
}

/** Where a map's last entry stands. */
function lastRange({ items }: YAMLMap): Range | undefined {
  const last = items.at(-1);
  const node = isNode(last?.value) ? last.value : last?.key;
  return (isNode(node) && node.range) || undefined;
}
