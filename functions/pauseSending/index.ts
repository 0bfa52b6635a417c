import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SSMClient } from "@aws-sdk/client-ssm";
import { powertools } from "../powertools";
import { AwsPauseAccount } from "./awsAccount";
import { createPauseHandler } from "./handler";
import { readPauseSettings } from "./settings";

const settings = readPauseSettings(process.env);

/**
 * SES takes one call a second of everything but sending, from the whole account: the SDK waits when it is asked to. A call
 * that hangs must not take the time of all streams.
 */
const patient = {
  maxAttempts: 5,
  retryMode: "adaptive",
  requestHandler: { requestTimeout: 5000, throwOnRequestTimeout: true, connectionTimeout: 2000 },
};

/** What Lambda calls. */
export const handler = createPauseHandler({
  account: new AwsPauseAccount(
    {
      ses: new SESv2Client(patient),
      ssm: new SSMClient(patient),
      cloudwatch: new CloudWatchClient(patient),
    },
    settings.pausePrefix,
  ),
  settings,
  telling: powertools(),
});
