import { judgeStatements, type Statement } from "../document";
import { resourceRule } from "../rule";
import { binds, isOpenToEveryone } from "../statements";
import { T } from "../types";

const SES = "ses.amazonaws.com";

/** A service acts for all of its customers; without its source, for any of them. */
export const servicesNameTheirSource = resourceRule(
  {
    name: "ses-services-name-their-source",
    description:
      "A topic or queue that lets an AWS service in says for which resource (aws:SourceArn), and for SES in which account (aws:SourceAccount); otherwise any customer of the service can write into it, and forged feedback suppresses real customers.",
    severity: "high",
    remediation:
      "Add ArnEquals aws:SourceArn with the configuration set, topic or alarm, and for ses.amazonaws.com StringEquals aws:SourceAccount.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html",
    types: [T.topicPolicy, T.topic, T.queuePolicy, T.queue],
  },
  (policy) => judgeStatements(policy, "only the right sources may write", sourceFault),
);

function sourceFault(statement: Statement): string | undefined {
  if (!statement.allows) return undefined;
  if (isOpenToEveryone(statement))
    return "a statement lets everyone in. Name the service or the account, and bind it with aws:SourceArn.";
  const services = statement.principals["Service"] ?? [];
  const wanted = [
    ...(services.length > 0 ? ["aws:SourceArn"] : []),
    ...(services.includes(SES) ? ["aws:SourceAccount"] : []),
  ];
  const missing = wanted.filter((key) => !binds(statement, key));
  return missing.length > 0
    ? `a statement lets ${services.join(", ")} in without ${missing.join(" and ")}, so for any customer of the service. Add the condition; one that ends in IfExists does not bind.`
    : undefined;
}
