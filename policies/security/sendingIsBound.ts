import { IAM_TYPES, judgeStatements, type Statement } from "../document";
import { resourceRule } from "../rule";
import { bindingConditions, binds, mayReachSes, namedSendActions } from "../statements";

/** `arn:aws:ses:us-east-1:123456789012:identity/example.com` */
const SES_ARN = /^arn:[^:]+:ses:[^:]*:[^:]*:(?<kind>[a-z-]+)\/(?<name>.*)$/;

/** The right to send is the right to one stream: identity, configuration set, from address and API version. */
export const sendingIsBound = resourceRule(
  {
    name: "ses-sending-is-bound",
    description:
      "A permission to send names the identity and the configuration set, the from address (ses:FromAddress) and version 2 of the API (ses:ApiVersion), because with any of them open an application can send as somebody else or past its stream.",
    severity: "high",
    remediation:
      'Name identity/<domain> and configuration-set/<name> in Resource, and add StringEquals {"ses:ApiVersion": "2"} and StringEqualsIgnoreCase {"ses:FromAddress": ...}.',
    url: "https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html",
    types: IAM_TYPES,
  },
  (policy) =>
    judgeStatements(policy, "the right to send is bound to one stream", (statement) => {
      if (namedSendActions(statement).length === 0 || !mayReachSes(statement)) return undefined;
      const open = openEnds(statement);
      return open.length > 0
        ? `a statement lets its bearer send without being bound to ${open.join(", ")}. Name each.`
        : undefined;
    }),
);

/** What a sending statement leaves open. */
function openEnds(statement: Statement): string[] {
  const arns = statement.resources.map((resource) => SES_ARN.exec(resource)?.groups);
  const onlySes = statement.exceptResources === undefined && arns.every((arn) => arn !== undefined);
  const isNamed = (kind: string) => {
    const found = arns.filter((arn) => arn?.["kind"] === kind);
    return found.length > 0 && found.every((arn) => !/^[*?]*$/.test(arn?.["name"] ?? ""));
  };
  const isVersion2 = bindingConditions(statement.conditions, "ses:ApiVersion").some(({ values }) =>
    values.every((value) => value === "2"),
  );
  return [
    ...(onlySes ? [] : ["ARNs of SES alone in Resource"]),
    ...(isNamed("identity") ? [] : ["an identity ARN"]),
    ...(isNamed("configuration-set") ? [] : ["a configuration set ARN"]),
    ...(binds(statement, "ses:FromAddress") ? [] : ["ses:FromAddress"]),
    ...(isVersion2 ? [] : ['ses:ApiVersion "2"']),
  ];
}
