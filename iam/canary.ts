import { SIMULATOR_DOMAIN } from "../mail/simulator";
import { type AwsPlace, arn } from "./arns";
import { type PolicyDocument, policy } from "./document";
import { useTheTablesKey } from "./feedback";
import { writeTheLog } from "./lambda";
import { sendStatement } from "./sending";

export interface CanaryPolicyArgs {
  place: AwsPlace;
  /** The identity's domain. */
  domain: string;
  fromAddress: string;
  /** Names of the configuration sets of all streams, the canary's own among them. */
  configurationSets: readonly string[];
  tableArn: string;
  logGroupArn: string;
  /** The alias of the table's key, where the stack has one of its own. */
  keyAlias?: string | undefined;
}

/**
 * What the canary does: mail the simulator, and nobody else, through every stream; ask which streams are on and how the
 * account is, which is of no resource (Service Authorization Reference, "Amazon SES v2"); look into the suppression table.
 */
export function canaryPolicy(args: CanaryPolicyArgs): PolicyDocument {
  const { place, domain, fromAddress, configurationSets, tableArn, logGroupArn, keyAlias } = args;
  return policy(
    sendStatement("SendToTheSimulator", {
      place,
      domain,
      fromAddress,
      configurationSets,
      templates: [],
      raw: false,
      allowedRecipients: [`*@${SIMULATOR_DOMAIN}`],
    }),
    {
      Sid: "AskForTheStreams",
      Effect: "Allow",
      Action: ["ses:GetConfigurationSet"],
      Resource: configurationSets.map((name) => arn(place, "ses", `configuration-set/${name}`)),
    },
    { Sid: "AskForTheAccount", Effect: "Allow", Action: ["ses:GetAccount"], Resource: "*" },
    {
      Sid: "LookIntoTheSuppressionList",
      Effect: "Allow",
      Action: ["dynamodb:BatchGetItem"],
      Resource: tableArn,
    },
    writeTheLog(logGroupArn),
    ...(keyAlias === undefined ? [] : [useTheTablesKey(keyAlias, place)]),
  );
}
