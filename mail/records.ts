/**
 * A DNS record that mail needs, in no DNS host's spelling.
 *
 * `name` is fully qualified, lower case, without the root dot. `content` of a TXT record is the text itself, without
 * quotes and not split into character-strings: a DNS host adds those (`dns/txt.ts`).
 */
export interface MailRecord {
  readonly type: "CNAME" | "MX" | "TXT";
  readonly name: string;
  readonly content: string;
  /** MX preference (RFC 5321 5.1); lower is tried first. Present on MX records only. */
  readonly priority?: number;
}
