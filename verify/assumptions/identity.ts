import type { Assumption } from "../assumption";
import { zoneRecords } from "../probes/cloudflare";
import { newIdentity, ownIdentity } from "../probes/identity";
import { rendering, templateStore } from "../probes/templates";

export const IDENTITY: readonly Assumption[] = [
  {
    id: "dkim-tokens-at-once",
    topic: "Identity and DNS",
    assumed: "Three DKIM tokens are in the answer that makes an identity, before any record is published.",
    source: "SES API v2, `CreateEmailIdentity`.",
    reliedOn: ["components/dnsAuthentication.ts", "mail/dkim.ts"],
    settle: newIdentity,
    otherwise: "The first `up` fails at the records and the second works: say so in the README.",
  },
  {
    id: "dkim-zone",
    topic: "Identity and DNS",
    assumed: "DKIM records of the stack's Region point into the zone of the table in mail/regions.ts.",
    source: "AWS General Reference; for Regions with a zone of their own two public modules quote it.",
    reliedOn: ["mail/regions.ts"],
    settle: ownIdentity,
    otherwise: "The domain never verifies: mend the Region's line in mail/regions.ts.",
  },
  {
    id: "verified-with-dkim",
    topic: "Identity and DNS",
    assumed: "`VerifiedForSendingStatus` is true once DKIM is SUCCESS.",
    source: "SES Developer Guide describes both, not their order.",
    reliedOn: ["checklist/items/domainVerified.ts", "checklist/items/dkimVerified.ts"],
    settle: ownIdentity,
    otherwise:
      "The checklist asks for two things at different times: say in its remedy how long the second takes.",
  },
  {
    id: "verification-time",
    topic: "Identity and DNS",
    assumed: "SES finds published DKIM and MAIL FROM records within minutes, and a `refresh` shows it.",
    source: "SES Developer Guide says up to 72 hours.",
    reliedOn: ["README.md"],
    settle: {
      mails: 0,
      minutes: 60,
      needs: "the first deployment of a stack",
      steps: [
        "Note the time at which `pulumi up --stack staging` ends for the first time.",
        "`npm run ses -- status --stack staging` every five minutes until identity, DKIM and MAIL FROM are SUCCESS.",
      ],
      holdsWhen: "All three are SUCCESS within the hour; note which came when.",
    },
    otherwise: "Say the real time in the README's step 6.",
  },
  {
    id: "mail-from-default",
    topic: "Identity and DNS",
    assumed:
      "While the MAIL FROM records are not found, mail leaves under amazonses.com, signed by the domain's DKIM.",
    source: 'SES Developer Guide, "Using a custom MAIL FROM domain".',
    reliedOn: ["components/senderIdentity.ts", "docs/architecture.md"],
    settle: {
      mails: 1,
      minutes: 30,
      needs: "staging deployed, DKIM verified, MAIL FROM still pending; a verified mailbox",
      steps: [
        "Send the mailbox a mail through `staging-canary`, as administrator, before MAIL FROM is SUCCESS.",
        'Look at "Show original" of the mail.',
      ],
      holdsWhen: "The mail came, its Return-Path is at amazonses.com, and DMARC passes by DKIM.",
    },
    otherwise:
      "Refused: the default of `behaviorOnMxFailure` protects nothing, and the order of records and identity matters after all.",
  },
  {
    id: "cloudflare-endswith",
    topic: "Identity and DNS",
    assumed: "Cloudflare's filter `name.endswith` finds every record at and below the domain.",
    source: "API reference; never tried.",
    reliedOn: ["dns/cloudflare.ts", "hooks/recordIsFree.ts"],
    settle: zoneRecords,
    otherwise:
      "A record in the way is overlooked, and a second one is made beside it: list the whole zone and filter in dns/cloudflare.ts.",
  },
  {
    id: "cloudflare-import",
    topic: "Identity and DNS",
    assumed:
      "A `DnsRecord` is imported by `<zone id>/<record id>` and shows no difference but what `ignoreChanges` names.",
    source: "The provider's documentation.",
    reliedOn: ["dns/cloudflare.ts"],
    settle: {
      mails: 0,
      minutes: 15,
      needs: "`CLOUDFLARE_API_TOKEN`; a stack that is not deployed yet",
      steps: [
        "Make the TXT record `_dmarc.<domain>` by hand at Cloudflare.",
        "`pulumi preview --stack staging` refuses and prints the lines; put them into the stack file.",
        "`pulumi up --stack staging`, take the lines out, `pulumi preview --stack staging`.",
      ],
      holdsWhen:
        'The `up` says "imported", the last preview shows an update of the record or nothing, and no replacement.',
    },
    otherwise: "Mend the import id or `ADOPTED_AS_IT_IS` in dns/cloudflare.ts.",
  },
  {
    id: "cloudflare-cname-beside-txt",
    topic: "Identity and DNS",
    assumed:
      "Cloudflare refuses a CNAME where another record has its name, with code 81053, and any record beside a CNAME with 81054.",
    source: "Issue threads for the codes; for a TXT record none.",
    reliedOn: ["rehearsal/providers/handlers/dnsConflicts.ts"],
    settle: {
      mails: 0,
      minutes: 5,
      needs: "`CLOUDFLARE_API_TOKEN`; a zone where a record may be tried",
      steps: [
        "Make the TXT record `verify.<zone>` in the dashboard, then try the CNAME `verify.<zone>` to `example.com`.",
        "The other way round, and delete what was made.",
      ],
      holdsWhen: "Both are refused with these codes.",
    },
    otherwise: "Only the rehearsal believes it: mend rehearsal/providers/handlers/dnsConflicts.ts.",
  },
  {
    id: "stand-in-errors",
    topic: "Identity and DNS",
    assumed:
      "The stand-in providers refuse with AWS's words: an unknown identity's MAIL FROM, a template without subject, one that exists.",
    source: "Their texts are made up from documentation.",
    reliedOn: ["rehearsal/providers/handlers/mailFrom.ts", "rehearsal/providers/handlers/sesTemplate.ts"],
    settle: {
      mails: 0,
      minutes: 5,
      needs: "an account in the sandbox",
      steps: [
        "`aws sesv2 put-email-identity-mail-from-attributes --email-identity verify.invalid --mail-from-domain bounce.verify.invalid`",
        "`aws ses create-template --template TemplateName=ses-verify,TextPart=x`",
        "`aws ses create-template --template TemplateName=ses-verify,SubjectPart=x,TextPart=x`, twice; then `aws ses delete-template --template-name ses-verify`",
      ],
      holdsWhen: "The errors are those in the two files.",
    },
    otherwise: "Only tests read them: mend the two files.",
  },
  {
    id: "render-unsubscribe-link",
    topic: "Templates",
    assumed:
      "`TestRenderEmailTemplate` fills `{{amazonSESUnsubscribeUrl}}` from the data like any other value.",
    source: "No source.",
    reliedOn: ["ops/prove/prove.ts", "mail/templates/preview.ts"],
    settle: rendering,
    otherwise:
      "`ses prove` fails for every notification: leave the value out, or the link, when it renders (ops/prove/prove.ts).",
  },
  {
    id: "render-refuses-missing",
    topic: "Templates",
    assumed:
      "`TestRenderEmailTemplate` refuses data that lacks a value, so that a rendered template is proven.",
    source: "SES Developer Guide speaks of sending only.",
    reliedOn: ["ops/prove/prove.ts", "checklist/items/testEmails.ts"],
    settle: rendering,
    otherwise: '"Rendered by SES" proves less than it says: compare the text with mail/templates/preview.ts.',
  },
  {
    id: "render-escapes-nothing",
    topic: "Templates",
    assumed:
      "SES puts values into the HTML part as they are, so that markup in a value is markup in the mail.",
    source: 'SES Developer Guide, "Advanced email personalization".',
    reliedOn: ["mail/templates/preview.ts", "mail/templates/dataRules.ts"],
    settle: rendering,
    otherwise: "SES escapes: the preview must too, and values that applications escape show twice escaped.",
  },
  {
    id: "template-one-store",
    topic: "Templates",
    assumed: "A template made by the API's version 1, as the provider does, is there for version 2.",
    source: "SES Developer Guide, by the way.",
    reliedOn: ["components/emailTemplates.ts", "docs/outputs.md"],
    settle: templateStore,
    otherwise:
      "No application can send a template: make them by the v2 API (a dynamic resource, as components/productionAccess).",
  },
];
