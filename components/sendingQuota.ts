import * as servicequotas from "@pulumi/aws/servicequotas";
import * as pulumi from "@pulumi/pulumi";
import {
  type AskedQuota,
  QUOTAS,
  QUOTA_NAMES,
  type QuotaName,
  type QuotaRequest,
  type QuotaRequests,
  SES_SERVICE_CODE,
} from "../checklist/sendingQuota";
import { quotaMayBeAsked } from "../hooks/quotaMayBeAsked";

export interface SendingQuotaArgs {
  region: string;
  /** The values to ask for; only what somebody wrote into the stack file. */
  asked: AskedQuota;
}

/**
 * Requests to Service Quotas for a higher sending quota or rate, each filed once. Taking one out of a stack lowers nothing
 * and takes no request back.
 *
 * What the provider does (terraform-provider-aws, `aws_servicequotas_service_quota`): creating one above the present limit
 * files a request, at it files none, below it fails; while the request is open it reads back as the value that was asked
 * for, and afterwards as the limit itself. An update always files. So a request that AWS closed, denied or granted in part,
 * and a limit that AWS raised by itself, would be answered by another request at every later `up`
 * (hashicorp/terraform-provider-aws#27797). Therefore `value` is never compared, and a request bears its value in its name:
 * another value in the stack file is another request.
 */
export class SendingQuota extends pulumi.ComponentResource {
  readonly requests: pulumi.Output<QuotaRequests>;

  constructor(name: string, { region, asked }: SendingQuotaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:SendingQuota", name, {}, opts);
    const hook = quotaMayBeAsked(`${name}-may-be-asked`, region);
    const requests: Partial<Record<QuotaName, pulumi.Output<QuotaRequest>>> = {};
    for (const quota of QUOTA_NAMES) {
      const value = asked[quota];
      if (value === undefined) continue;
      const { requestStatus } = new servicequotas.ServiceQuota(
        `${name}-${quota}-${value}`,
        { serviceCode: SES_SERVICE_CODE, quotaCode: QUOTAS[quota].code, value },
        {
          parent: this,
          ignoreChanges: ["value"],
          // Deleting does nothing at AWS; this way a preview does not look as if it did.
          retainOnDelete: true,
          hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
        },
      );
      requests[quota] = (requestStatus as pulumi.Output<string | undefined>).apply((status = "") => ({
        value,
        status: status === "" ? "NONE" : status,
      }));
    }
    this.requests = pulumi.output(requests);
    this.registerOutputs({ requests: this.requests });
  }
}

/** The requests of a stack that asks for something, once production access was asked for; none where nothing is asked. */
export function sendingQuota(
  name: string,
  args: SendingQuotaArgs,
  request: pulumi.Resource | undefined,
  opts: pulumi.ComponentResourceOptions,
): SendingQuota | undefined {
  return request && QUOTA_NAMES.some((quota) => args.asked[quota] !== undefined)
    ? new SendingQuota(name, args, { ...opts, dependsOn: request })
    : undefined;
}
