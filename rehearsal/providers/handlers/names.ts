/** Types and tokens of what the stand-in providers play. Tests and the rehearsal's SES server find live objects by them. */

export const EMAIL_IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
export const CONFIGURATION_SET = "aws:sesv2/configurationSet:ConfigurationSet";
export const MAIL_FROM = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes";
export const EVENT_DESTINATION =
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
export const ACCOUNT_SUPPRESSION = "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes";
export const CONTACT_LIST = "aws:sesv2/contactList:ContactList";
export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const POLICY = "aws:iam/policy:Policy";
export const FUNCTION = "aws:lambda/function:Function";
export const PERMISSION = "aws:lambda/permission:Permission";
export const EVENT_SOURCE_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";
export const TEMPLATE = "aws:ses/template:Template";
export const TABLE = "aws:dynamodb/table:Table";
export const SERVICE_QUOTA = "aws:servicequotas/serviceQuota:ServiceQuota";
export const PARAMETER = "aws:ssm/parameter:Parameter";
export const KEY = "aws:kms/key:Key";
export const ALIAS = "aws:kms/alias:Alias";
export const DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
export const GET_DNS_RECORDS = "cloudflare:index/getDnsRecords:getDnsRecords";
