type OneOrMore = string | string[];

/** A statement of an IAM policy, as far as this program writes them. */
export interface PolicyStatement {
  Sid: string;
  Effect: "Allow" | "Deny";
  /** Only in policies of resources. */
  Principal?: { Service?: string; AWS?: string };
  Action: string[];
  /** Absent only in a role's trust. */
  Resource?: OneOrMore;
  Condition?: Record<string, Record<string, OneOrMore>>;
}

export interface PolicyDocument {
  Version: "2012-10-17";
  Statement: PolicyStatement[];
}

export function policy(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
