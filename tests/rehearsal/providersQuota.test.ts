/** The stand-in Service Quotas: requests are filed, answered and read back as terraform-provider-aws does it. */
import assert from "node:assert/strict";
import { QUOTA_REQUEST, answerQuotaRequest } from "../../rehearsal/aws/quotaRequests";
import { changeAccount } from "../../rehearsal/aws/sesAccount";
import type { Cloud } from "../../rehearsal/providers/cloud";
import { SERVICE_QUOTA } from "../../rehearsal/providers/handlers/names";
import { REHEARSAL_ACCOUNT } from "../../rehearsal/engine/workspace";
import type { Props } from "../../rehearsal/providers/values";
import { AWS_CONFIG, Plugin, empty, newCloud } from "./plugin";

const PLACE = { account: REHEARSAL_ACCOUNT, region: "eu-west-1" };
const DAILY = { serviceCode: "ses", quotaCode: "L-804C8AE8" };
const ID = "ses/L-804C8AE8";

describe("stand-in Service Quotas", () => {
  let cloud: Cloud;
  let aws: Plugin;

  before(async () => {
    cloud = newCloud();
    aws = await Plugin.configured("aws", cloud, AWS_CONFIG);
  });
  beforeEach(() => {
    empty(cloud);
    changeAccount(cloud, PLACE, { SendQuota: { Max24HourSend: 10_000 } });
  });
  after(() => aws.stop());

  const open = () => cloud.list(QUOTA_REQUEST).map(({ properties }) => properties["status"]);
  const shown = ({ outputs: { value, requestId, requestStatus } }: { outputs: Props }) => ({
    value,
    requestId,
    requestStatus,
  });
  const refreshed = async (old: { outputs: Props; inputs: Props }) => {
    const found = await aws.read(SERVICE_QUOTA, ID, old);
    assert(found);
    return found;
  };

  it("files a request above the limit, none at it, and fails below", async () => {
    const above = await aws.make(SERVICE_QUOTA, { ...DAILY, value: 50_000 });
    assert.deepEqual(
      [above.id, shown(above)],
      [ID, { value: 50_000, requestId: "request-1", requestStatus: "PENDING" }],
    );
    await assert.rejects(
      aws.make(SERVICE_QUOTA, { ...DAILY, value: 60_000 }),
      /ResourceAlreadyExistsException: Only one open/,
    );
    const at = await aws.make(SERVICE_QUOTA, { ...DAILY, value: 10_000 });
    assert.deepEqual(shown(at), { value: 10_000, requestId: "", requestStatus: "" });
    await assert.rejects(aws.make(SERVICE_QUOTA, { ...DAILY, value: 9_999 }), /value less than current/);
    assert.deepEqual(open(), ["PENDING"]);
  });

  it("reads an open request as what it asks for, and an answered one as the limit, which is then a difference", async () => {
    const asked = await aws.make(SERVICE_QUOTA, { ...DAILY, value: 50_000 });
    assert.equal((await refreshed(asked)).outputs["value"], 50_000);
    answerQuotaRequest(cloud, PLACE, "L-804C8AE8", "CASE_CLOSED");
    const closed = await refreshed(asked);
    assert.deepEqual(shown(closed), { value: 10_000, requestId: "", requestStatus: "CASE_CLOSED" });
    assert.equal(closed.inputs["value"], 10_000);
    assert.deepEqual((await aws.diff(SERVICE_QUOTA, closed, asked.inputs)).diffs, ["value"]);
    assert((await aws.diff(SERVICE_QUOTA, closed, asked.inputs, ["value"])).none);
    assert.equal((await refreshed(closed)).outputs["requestStatus"], "CASE_CLOSED");
  });

  it("files with every update, and takes an open request for its own", async () => {
    const asked = await aws.make(SERVICE_QUOTA, { ...DAILY, value: 50_000 });
    await aws.update(SERVICE_QUOTA, asked, { ...asked.inputs, value: 60_000 });
    assert.deepEqual(open(), ["PENDING"]);
    answerQuotaRequest(cloud, PLACE, "L-804C8AE8", "CASE_CLOSED");
    await aws.update(SERVICE_QUOTA, asked, { ...asked.inputs, value: 60_000 });
    assert.deepEqual(open(), ["CASE_CLOSED", "PENDING"]);
  });

  it("is adopted as it is, and stays when it is deleted", async () => {
    const found = await aws.read(SERVICE_QUOTA, ID);
    assert.deepEqual(found?.inputs, { ...DAILY, region: "eu-west-1", value: 10_000 });
    await aws.delete(SERVICE_QUOTA, found);
    assert.equal((await aws.read(SERVICE_QUOTA, ID))?.outputs["value"], 10_000);
  });

  it("raises the account's limit when AWS approves", async () => {
    const asked = await aws.make(SERVICE_QUOTA, { ...DAILY, value: 50_000 });
    answerQuotaRequest(cloud, PLACE, "L-804C8AE8", "APPROVED");
    assert.deepEqual(shown(await refreshed(asked)), {
      value: 50_000,
      requestId: "",
      requestStatus: "APPROVED",
    });
    assert.throws(() => {
      answerQuotaRequest(cloud, PLACE, "L-804C8AE8", "DENIED");
    }, /no request for L-804C8AE8 is open/);
  });

  it("does not know other quotas", async () => {
    await assert.rejects(
      aws.make(SERVICE_QUOTA, { serviceCode: "ses", quotaCode: "L-AE5D8F8A", value: 14 }),
      /L-AE5D8F8A does not exist/,
    );
  });
});
