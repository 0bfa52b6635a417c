/** Type tokens of the resources that the rules speak of, as @pulumi/aws 7 and @pulumi/cloudflare 6 write them. */
export const T = {
  configurationSet: "aws:sesv2/configurationSet:ConfigurationSet",
  eventDestination: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  emailIdentity: "aws:sesv2/emailIdentity:EmailIdentity",
  identityPolicy: "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
  mailFrom: "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
  accountSuppression: "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes",
  accountVdm: "aws:sesv2/accountVdmAttributes:AccountVdmAttributes",
  contactList: "aws:sesv2/contactList:ContactList",
  /** Resources of the first SES API, which many programs still use. */
  v1ConfigurationSet: "aws:ses/configurationSet:ConfigurationSet",
  v1EventDestination: "aws:ses/eventDestination:EventDestination",
  v1IdentityPolicy: "aws:ses/identityPolicy:IdentityPolicy",
  v1MailFrom: "aws:ses/mailFrom:MailFrom",
  iamPolicy: "aws:iam/policy:Policy",
  iamRole: "aws:iam/role:Role",
  iamRolePolicy: "aws:iam/rolePolicy:RolePolicy",
  iamUserPolicy: "aws:iam/userPolicy:UserPolicy",
  iamGroupPolicy: "aws:iam/groupPolicy:GroupPolicy",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  table: "aws:dynamodb/table:Table",
  lambda: "aws:lambda/function:Function",
  eventSourceMapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  parameter: "aws:ssm/parameter:Parameter",
  metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  compositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  serviceQuota: "aws:servicequotas/serviceQuota:ServiceQuota",
  dnsRecord: "cloudflare:index/dnsRecord:DnsRecord",
  /** The name before @pulumi/cloudflare 6. */
  oldDnsRecord: "cloudflare:index/record:Record",
} as const;

export const CONFIGURATION_SETS: readonly string[] = [T.configurationSet, T.v1ConfigurationSet];
export const DNS_RECORDS: readonly string[] = [T.dnsRecord, T.oldDnsRecord];
