import { DeleteAlarmsCommand, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { DeleteFunctionCommand, paginateListFunctions } from "@aws-sdk/client-lambda";
import {
  DeleteConfigurationSetCommand,
  DeleteEmailIdentityCommand,
  DeleteEmailTemplateCommand,
  DeleteSuppressedDestinationCommand,
  paginateListConfigurationSets,
  paginateListEmailIdentities,
  paginateListEmailTemplates,
  paginateListSuppressedDestinations,
} from "@aws-sdk/client-sesv2";
import { DeleteTopicCommand, paginateListTopics } from "@aws-sdk/client-sns";
import { DeleteQueueCommand, GetQueueUrlCommand, paginateListQueues } from "@aws-sdk/client-sqs";
import { errorName } from "../functions/errorName";
import { type AwsPlace, arn } from "../iam/arns";
import type { Clients, Kit } from "./kit";
import type { Removers } from "./temporary";
import { PREFIX } from "./temporaryNames";

/** Path of temporary roles, by which IAM lists them without all others. */
export const ROLE_PATH = "/ses-verify/";

/** What the services call a thing that is not there. */
const MISSING = new Set([
  "NotFoundException",
  "ResourceNotFound",
  "ResourceNotFoundException",
  "NoSuchEntityException",
  "QueueDoesNotExist",
]);

/**
 * How each kind of temporary thing is found and deleted.
 *
 * @param calm paces the calls of SES, also once the run is to stop
 */
export function removersOf(
  { ses, sns, sqs, cloudwatch, iam, lambda }: Omit<Clients, "sts">,
  place: AwsPlace,
  calm: Kit["calm"],
): Removers {
  const inSes = (call: () => Promise<unknown>) => orMissing(() => calm(call));
  return {
    alarm: {
      list: () =>
        all(
          paginateDescribeAlarms({ client: cloudwatch }, { AlarmNamePrefix: PREFIX }),
          ({ MetricAlarms = [] }) => MetricAlarms.map(({ AlarmName }) => AlarmName),
        ),
      remove: (name) => orMissing(() => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] }))),
    },
    function: {
      list: () =>
        all(paginateListFunctions({ client: lambda }, {}), ({ Functions = [] }) =>
          Functions.map(({ FunctionName }) => FunctionName),
        ),
      remove: (name) => orMissing(() => lambda.send(new DeleteFunctionCommand({ FunctionName: name }))),
    },
    "configuration set": {
      list: () =>
        all(
          paginateListConfigurationSets({ client: ses }, {}),
          ({ ConfigurationSets = [] }) => ConfigurationSets,
        ),
      remove: (name) =>
        inSes(() => ses.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: name }))),
    },
    template: {
      list: () =>
        all(paginateListEmailTemplates({ client: ses }, {}), ({ TemplatesMetadata = [] }) =>
          TemplatesMetadata.map(({ TemplateName }) => TemplateName),
        ),
      remove: (name) => inSes(() => ses.send(new DeleteEmailTemplateCommand({ TemplateName: name }))),
    },
    identity: {
      list: () =>
        all(paginateListEmailIdentities({ client: ses }, {}), ({ EmailIdentities = [] }) =>
          EmailIdentities.map(({ IdentityName }) => IdentityName),
        ),
      remove: (name) => inSes(() => ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: name }))),
    },
    "suppressed address": {
      list: () =>
        all(
          paginateListSuppressedDestinations({ client: ses }, {}),
          ({ SuppressedDestinationSummaries: summaries = [] }) =>
            summaries.map(({ EmailAddress }) => EmailAddress),
        ),
      remove: (name) => inSes(() => ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: name }))),
    },
    topic: {
      list: () =>
        all(paginateListTopics({ client: sns }, {}), ({ Topics = [] }) =>
          Topics.map(({ TopicArn = "" }) => TopicArn.slice(TopicArn.lastIndexOf(":") + 1)),
        ),
      // With it go its subscriptions (SNS API Reference, "DeleteTopic").
      remove: (name) =>
        orMissing(() => sns.send(new DeleteTopicCommand({ TopicArn: arn(place, "sns", name) }))),
    },
    queue: {
      list: () =>
        all(paginateListQueues({ client: sqs }, { QueueNamePrefix: PREFIX }), ({ QueueUrls = [] }) =>
          QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + 1)),
        ),
      remove: (name) =>
        orMissing(async () => {
          const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
          await sqs.send(new DeleteQueueCommand({ QueueUrl }));
        }),
    },
    role: {
      list: () =>
        all(paginateListRoles({ client: iam }, { PathPrefix: ROLE_PATH }), ({ Roles = [] }) =>
          Roles.map(({ RoleName }) => RoleName),
        ),
      remove: (name) =>
        orMissing(async () => {
          const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: name }));
          for (const PolicyName of PolicyNames)
            await iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName }));
          await iam.send(new DeleteRoleCommand({ RoleName: name }));
        }),
    },
  };
}

async function all<Page>(
  pages: AsyncIterable<Page>,
  namesIn: (page: Page) => readonly (string | undefined)[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of pages) found.push(...namesIn(page).filter((name) => name !== undefined));
  return found;
}

async function orMissing(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!MISSING.has(errorName(error))) throw error;
  }
}
