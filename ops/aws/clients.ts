import type { CaseAws } from "../case/ports";
import type { ProveAws } from "../prove/ports";
import type { Clock } from "../report";
import type { StatusAws } from "../status/facts";
import type { OperatorTable, SesList } from "../suppression/ports";

/** What the commands ask of AWS in one Region. */
export interface Aws {
  /** The account whose credentials these are. @throws OpsError */
  callerAccount(): Promise<string>;
  case(clock: Clock): CaseAws;
  suppressionTable(name: string): OperatorTable;
  sesList(): SesList;
  status(clock: Clock): StatusAws;
  prove(): ProveAws;
}

/** A command that hangs helps nobody: milliseconds. */
const requestHandler = { requestTimeout: 10_000, throwOnRequestTimeout: true, connectionTimeout: 5_000 };

/** AWS by the SDK, with the environment's credentials. Only what the commands need is loaded, once one needs it. */
export async function sdkAws(region: string): Promise<Aws> {
  const [
    dynamo,
    documents,
    sesv2,
    cloudWatch,
    sts,
    { callerAccount },
    { SesAccount },
    { SdkCase },
    { DynamoList },
    { SdkSesList },
    { SdkStatus },
    { SdkProve },
  ] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("@aws-sdk/lib-dynamodb"),
    import("@aws-sdk/client-sesv2"),
    import("@aws-sdk/client-cloudwatch"),
    import("@aws-sdk/client-sts"),
    import("./callerAccount"),
    import("../../components/productionAccess/account"),
    import("../case/sdkCase"),
    import("../suppression/dynamoList"),
    import("../suppression/sesList"),
    import("../status/sdkStatus"),
    import("../prove/sdkProve"),
  ]);
  const config = { region, requestHandler };
  const table = documents.DynamoDBDocumentClient.from(new dynamo.DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const ses = new sesv2.SESv2Client(config);
  return {
    callerAccount: () => callerAccount(new sts.STSClient(config)),
    case: (clock) => new SdkCase(new SesAccount(region, (milliseconds) => clock.sleep(milliseconds))),
    suppressionTable: (name) => new DynamoList(table, name),
    sesList: () => new SdkSesList(ses),
    status: (clock) => new SdkStatus(ses, new cloudWatch.CloudWatchClient(config), clock),
    prove: () => new SdkProve(ses, table),
  };
}
