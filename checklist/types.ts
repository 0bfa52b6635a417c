/** Type tokens of the resources that prove an item. */
export const EMAIL_IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
export const MAIL_FROM = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes";
export const CONFIGURATION_SET = "aws:sesv2/configurationSet:ConfigurationSet";
export const EVENT_DESTINATION =
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
export const ACCOUNT_SUPPRESSION = "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes";
export const DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const FUNCTION = "aws:lambda/function:Function";
export const EVENT_SOURCE_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const TABLE = "aws:dynamodb/table:Table";
export const TEMPLATE = "aws:ses/template:Template";
export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
export const PRODUCTION_ACCESS = "pulumi-nodejs:dynamic/ses:ProductionAccess";
