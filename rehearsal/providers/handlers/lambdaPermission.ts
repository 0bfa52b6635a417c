/** AWS Lambda: a statement in a function's resource-based policy. Rules follow internal/service/lambda of terraform-provider-aws. */
import { randomUUID } from "node:crypto";
import type { AwsDescription } from "../aws";
import type { Rule } from "../rules";
import { knownString } from "../values";
import { functionNameOf } from "./functionName";
import { FUNCTION, PERMISSION } from "./names";

const fixed: Rule = { is: "string", forceNew: true };
const needed: Rule = { ...fixed, required: true };

/**
 * Every input replaces. The id is "<function>/<statement>", which is also what is imported; the real provider's is the
 * statement alone, and two functions may have statements of one name.
 */
export const permission: AwsDescription = {
  type: PERMISSION,
  title: "Lambda Permission",
  service: "Lambda",
  calls: { create: "AddPermission", update: "AddPermission" },
  id: ({ function: of, statementId }) =>
    `${functionNameOf(of)}/${knownString(statementId) ?? `terraform-${randomUUID()}`}`,
  rules: {
    action: { ...needed, pattern: /^(lambda:\*|lambda:[A-Za-z]+|\*)$/, patternMeans: "an action of Lambda" },
    function: needed,
    principal: needed,
    sourceAccount: { ...fixed, pattern: /^\d{12}$/, patternMeans: "12 digits" },
    sourceArn: { ...fixed, pattern: /^arn:/, patternMeans: "an ARN" },
    qualifier: fixed,
    principalOrgId: fixed,
    statementId: { ...fixed, computed: true, pattern: /^[A-Za-z0-9_-]{1,100}$/ },
  },
  refuse: ({ function: of }, { scope }, _op, { cloud }) => {
    const id = functionNameOf(of);
    return cloud.get({ type: FUNCTION, scope, id }) === undefined
      ? `ResourceNotFoundException: Function not found: ${id}`
      : undefined;
  },
  // The text is that of hashicorp/terraform-provider-aws#1524.
  duplicate: (id) =>
    `ResourceConflictException: The statement id (${id.split("/")[1] ?? id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  make: (_wanted, { id }) => ({ statementId: id.split("/")[1] ?? id }),
};
