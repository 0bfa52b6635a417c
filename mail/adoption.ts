/** What of an existing set-up a stack takes over; the shape of the setting `adopt`. */
export interface Adoption {
  identity?: boolean;
  mailFrom?: boolean;
  /** Record key to the DNS host's id of the record; an id that is not known yet is a hint in angle brackets. */
  records?: Readonly<Record<string, string>>;
}

/** The lines to paste into a stack file, with what to do before and after. */
export function adoptionLines(stack: string, { identity, mailFrom, records = {} }: Adoption): string {
  const entries = Object.entries(records);
  return [
    `  add to Pulumi.${stack}.yaml below config: (or extend it), run pulumi up, remove it, and run pulumi up again`,
    "    ses-launch:adopt:",
    ...(identity ? ["      identity: true"] : []),
    ...(mailFrom ? ["      mailFrom: true"] : []),
    ...(entries.length > 0 ? ["      records:"] : []),
    ...entries.map(([key, id]) => `        ${key}: ${id}`),
  ].join("\n");
}
