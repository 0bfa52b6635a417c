/** Types and tokens of what the stand-in providers play. Tests and the rehearsal's SES server find live objects by them. */

export const EMAIL_IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
export const CONFIGURATION_SET = "aws:sesv2/configurationSet:ConfigurationSet";
export const MAIL_FROM = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes";
export const DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
export const GET_DNS_RECORDS = "cloudflare:index/getDnsRecords:getDnsRecords";
