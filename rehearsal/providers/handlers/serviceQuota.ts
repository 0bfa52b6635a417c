/**
 * Service Quotas. A quota is never made or deleted, only asked to be more, so this follows resourceServiceQuota of
 * terraform-provider-aws (internal/service/servicequotas/service_quota.go) by hand.
 */
import { arnOf, awsResource } from "../aws";
import { AwsError, type Scope } from "../../aws/protocol";
import { type QuotaCode, fileQuotaRequest, limitOf, quotaOf, quotaRequest } from "../../aws/quotaRequests";
import type { Context, ResourceHandler } from "../handler";
import { perform } from "../operation";
import { output } from "../rules";
import { knownString, type Props } from "../values";
import { SERVICE_QUOTA } from "./names";

const described = awsResource({
  type: SERVICE_QUOTA,
  title: "Service Quotas Service Quota",
  service: "Service Quotas",
  calls: { create: "RequestServiceQuotaIncrease", update: "RequestServiceQuotaIncrease" },
  id: (wanted) => idOf(wanted),
  rules: {
    serviceCode: { is: "string", required: true, forceNew: true, pattern: /^[A-Za-z][A-Za-z0-9-]{0,62}$/ },
    quotaCode: { is: "string", required: true, forceNew: true, pattern: /^[A-Za-z][A-Za-z0-9-]{0,127}$/ },
    value: { is: "number", required: true },
    adjustable: output("boolean"),
    arn: output("string"),
    defaultValue: output("number"),
    quotaName: output("string"),
    requestId: output("string"),
    requestStatus: output("string"),
    serviceName: output("string"),
  },
});

export const serviceQuota: ResourceHandler = {
  ...described,

  /** Below the limit it fails, above it files a request, at it files none. */
  create: (wanted, preview, context) => {
    if (preview) return described.create(wanted, true, context);
    const { id, code, scope } = placeOf(wanted, context);
    return perform(context, { op: "create", type: SERVICE_QUOTA, id, name: "" }, () => {
      const value = Number(wanted["value"]);
      const limit = limitOf(context.cloud, scope, code);
      if (value < limit)
        throw new Error(`requesting Service Quotas Service Quota (${id}) with value less than current`);
      const requestId = value > limit ? ask(id, value, code, scope, context) : "";
      return { id, result: { id, outputs: read({ ...wanted, requestId }, context) } };
    });
  },

  read: (id, state, inputs, context) => {
    const [serviceCode = "", quotaCode = ""] = id.split("/");
    return perform(context, { op: "read", type: SERVICE_QUOTA, id, name: "" }, () => {
      const outputs = read({ region: context.region, ...state, serviceCode, quotaCode }, context);
      const { value = null, region = null } = outputs;
      return {
        id,
        result: {
          id,
          outputs,
          inputs: inputs ? { ...inputs, value } : { serviceCode, quotaCode, region, value },
        },
      };
    });
  },

  /** It always files, and takes an open request for its own. */
  update: (comparison, preview, context) => {
    if (preview) return described.update(comparison, true, context);
    const { id, wanted, present } = comparison;
    const { code, scope } = placeOf(wanted, context);
    return perform(context, { op: "update", type: SERVICE_QUOTA, id, name: "", changed: ["value"] }, () => {
      let requestId = knownString(present["requestId"]) ?? "";
      try {
        requestId = fileQuotaRequest(context.cloud, scope, code, Number(wanted["value"])).id;
      } catch (error) {
        if (!(error instanceof AwsError) || error.exception !== "ResourceAlreadyExistsException") throw error;
      }
      return { id, result: read({ ...present, ...wanted, requestId }, context) };
    });
  },

  /** Nothing at AWS. */
  delete: async () => undefined,
};

function ask(id: string, value: number, code: QuotaCode, scope: Scope, { cloud }: Context): string {
  try {
    return fileQuotaRequest(cloud, scope, code, value).id;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new Error(
      `requesting Service Quotas Service Quota (${id}) increase: operation error Service Quotas: RequestServiceQuotaIncrease, https response error StatusCode: ${error.status}, ${error.exception}: ${error.message}`,
    );
  }
}

/** While a request is open its value is the quota's; once AWS has answered, the limit is, and the request is let go. */
function read(state: Props, context: Context): Props {
  const { id, code, scope } = placeOf(state, context);
  const quota = quotaOf(code);
  const request = quotaRequest(context.cloud, scope, knownString(state["requestId"]) ?? "");
  const isOpen = request?.status === "PENDING" || request?.status === "CASE_OPENED";
  const isLetGo = ["APPROVED", "CASE_CLOSED", "DENIED"].includes(request?.status ?? "APPROVED");
  return {
    serviceCode: state["serviceCode"] ?? null,
    quotaCode: code,
    region: scope.region,
    value: isOpen ? request.desired : limitOf(context.cloud, scope, code),
    adjustable: true,
    arn: arnOf("servicequotas", { type: SERVICE_QUOTA, scope: `${scope.account}/${scope.region}`, id }, id),
    defaultValue: quota.default,
    quotaName: quota.name,
    requestId: isLetGo ? "" : (request?.id ?? ""),
    requestStatus: request?.status ?? knownString(state["requestStatus"]) ?? "",
    serviceName: "Amazon Simple Email Service (Amazon SES)",
  };
}

function placeOf(props: Props, { account, region }: Context) {
  const scope: Scope = { account, region: knownString(props["region"]) ?? region };
  return { id: idOf(props), code: quotaOf(knownString(props["quotaCode"]) ?? "").code, scope };
}

function idOf(props: Props): string {
  return `${knownString(props["serviceCode"]) ?? ""}/${knownString(props["quotaCode"]) ?? ""}`;
}
