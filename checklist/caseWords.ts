/** A deployed template, as far as the case text speaks of it. */
export interface StreamTemplate {
  readonly name: string;
  readonly stream: string;
  readonly kind: "transactional" | "notification";
}

/** A number as people write it: 10,000. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** A day or an instant as people write it: 20 November 2026, in UTC. */
export function day(iso: string): string {
  return new Date(iso).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** one, two and three */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** A template's name as words: `mfa-code` is MFA code. */
export function templateWords(name: string): string {
  return name.replaceAll("-", " ").replaceAll(/\b(mfa|otp|sms|api)\b/g, (word) => word.toUpperCase());
}
