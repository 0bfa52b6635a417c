/** One method's result in an `Authentication-Results` field (RFC 8601 2.2). */
export interface MethodResult {
  /** spf, dkim, dmarc and others, lower case. */
  readonly method: string;
  /** pass, fail, none and others, lower case. */
  readonly result: string;
  /** `header.from`, `header.d`, `smtp.mailfrom` and others, by their whole name, lower case. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface AuthenticationResults {
  /** The receiver's own name; absent where it leaves it out, as Microsoft does. */
  readonly receiver?: string;
  readonly results: readonly MethodResult[];
}

/**
 * What the receiver of a mail says of it: the topmost `Authentication-Results` field of the mail's header. Fields below may
 * have come with the mail and prove nothing (RFC 8601 5); `ARC-Authentication-Results` is another one's word.
 *
 * @param header the mail's header as a mail program shows it ("Show original"), with or without the rest of the mail
 * @returns undefined where there is no such field
 */
export function authenticationResults(header: string): AuthenticationResults | undefined {
  const [head = ""] = header.trimStart().split(/\r?\n\r?\n/);
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, " ");
  const [, field] = /^Authentication-Results:(.*)$/im.exec(unfolded) ?? [];
  if (field === undefined) return undefined;
  const parts = withoutComments(field)
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const [first = "", ...others] = parts;
  const hasReceiver = !first.includes("=");
  // A version may stand behind the name.
  const [receiver = ""] = first.toLowerCase().split(/\s+/);
  return {
    ...(hasReceiver && receiver !== "" && { receiver }),
    results: (hasReceiver ? others : parts).flatMap(methodResult),
  };
}

function methodResult(part: string): MethodResult[] {
  const [head = "", ...properties] = part.replaceAll(/\s*=\s*/g, "=").split(/\s+/);
  const [, method = "", result = ""] = /^([\w-]+)(?:\/\d+)?=([\w-]+)$/.exec(head) ?? [];
  if (method === "") return [];
  const pairs = properties.flatMap((property) => {
    const at = property.indexOf("=");
    if (at < 1) return [];
    const value = property.slice(at + 1).replaceAll('"', "");
    return [[property.slice(0, at).toLowerCase(), value.toLowerCase()] as const];
  });
  return [
    { method: method.toLowerCase(), result: result.toLowerCase(), properties: Object.fromEntries(pairs) },
  ];
}

/** Comments nest, and hold whatever the receiver likes (RFC 5322 3.2.2). */
function withoutComments(field: string): string {
  let depth = 0;
  let text = "";
  for (const character of field) {
    if (character === "(") depth += 1;
    if (depth === 0) text += character;
    if (character === ")") depth = Math.max(0, depth - 1);
  }
  return text;
}
