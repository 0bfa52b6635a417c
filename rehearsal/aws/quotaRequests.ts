/** Service Quotas of SES: an account's limits, and the requests to raise them that people at AWS answer. */
import type { Cloud } from "../providers/cloud";
import { type AccountState, changeAccount, getAccount } from "./sesAccount";
import { AwsError, type Scope, scopeName } from "./protocol";

/** How the pretend cloud keeps a request. */
export const QUOTA_REQUEST = "aws:servicequotas/request:Request";

/** The quotas that are played, with what an account has that nobody asked anything for (SES Developer Guide, "Service quotas"). */
export const QUOTAS = {
  "L-804C8AE8": { name: "Sending quota", field: "Max24HourSend", default: 200 },
  "L-CDEF9B6B": { name: "Sending rate", field: "MaxSendRate", default: 1 },
} as const;

export type QuotaCode = keyof typeof QUOTAS;

export interface QuotaRequest {
  readonly id: string;
  readonly code: QuotaCode;
  readonly desired: number;
  /** As `RequestedServiceQuotaChange` has it. */
  readonly status: string;
}

const OPEN: readonly string[] = ["PENDING", "CASE_OPENED"];

/** @throws AwsError where nobody plays the quota */
export function quotaOf(code: string): (typeof QUOTAS)[QuotaCode] & { code: QuotaCode } {
  if (!(code in QUOTAS))
    throw new AwsError(
      400,
      "NoSuchResourceException",
      `The request failed because quota ${code} does not exist.`,
    );
  return { ...QUOTAS[code as QuotaCode], code: code as QuotaCode };
}

/** The limit in force: SES's own. */
export function limitOf(cloud: Cloud, scope: Scope, code: QuotaCode): number {
  const quota = QUOTAS[code];
  return getAccount(cloud, scope).SendQuota?.[quota.field] ?? quota.default;
}

/**
 * Files a request. One may be open at a time [hashicorp/terraform-provider-aws#19657], and it must ask for more than there is
 * [cloud-custodian/cloud-custodian#8939].
 *
 * @throws AwsError
 */
export function fileQuotaRequest(cloud: Cloud, scope: Scope, code: QuotaCode, desired: number): QuotaRequest {
  if (requestsOf(cloud, scope, code).some(({ status }) => OPEN.includes(status)))
    throw new AwsError(
      400,
      "ResourceAlreadyExistsException",
      "Only one open service quota increase request is allowed per quota.",
    );
  if (desired <= limitOf(cloud, scope, code))
    throw new AwsError(
      400,
      "IllegalArgumentException",
      "You must provide a quota value greater than the current quota value",
    );
  const id = `request-${cloud.count("quota requests")}`;
  const request: QuotaRequest = { id, code, desired, status: "PENDING" };
  put(cloud, scope, request);
  cloud.record({ provider: "aws", op: "create", type: QUOTA_REQUEST, id: `${code} ${desired}` });
  return request;
}

export function quotaRequest(cloud: Cloud, scope: Scope, id: string): QuotaRequest | undefined {
  return cloud.get({ type: QUOTA_REQUEST, scope: scopeName(scope), id })?.properties as
    QuotaRequest | undefined;
}

/** @throws Error when there is no open request */
export function answerQuotaRequest(cloud: Cloud, scope: Scope, code: QuotaCode, status: string): void {
  const request = requestsOf(cloud, scope, code).find((one) => OPEN.includes(one.status));
  if (!request) throw new Error(`no request for ${code} is open`);
  put(cloud, scope, { ...request, status });
  const SendQuota: AccountState["SendQuota"] = { [QUOTAS[code].field]: request.desired };
  if (status === "APPROVED") changeAccount(cloud, scope, { SendQuota });
}

function requestsOf(cloud: Cloud, scope: Scope, code: QuotaCode): QuotaRequest[] {
  return cloud
    .list(QUOTA_REQUEST)
    .filter((one) => one.scope === scopeName(scope) && one.properties["code"] === code)
    .map(({ properties }) => properties as unknown as QuotaRequest);
}

function put(cloud: Cloud, scope: Scope, request: QuotaRequest): void {
  const { id } = request;
  cloud.put({ type: QUOTA_REQUEST, scope: scopeName(scope), id, properties: { ...request }, hidden: {} });
}
