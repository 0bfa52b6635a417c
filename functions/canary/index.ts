import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DynamoTable } from "./dynamoTable";
import { createHandler } from "./handler";
import { powertools } from "./powertools";
import { SdkSes } from "./sdkSes";
import { readCanarySettings } from "./settings";

const settings = readCanarySettings(process.env);

/** A call that hangs must not take the time of the whole run: with its repetitions it ends within the handler's reserve. */
const requestHandler = { requestTimeout: 4000, throwOnRequestTimeout: true, connectionTimeout: 1000 };

/** What Lambda calls. */
export const handler = createHandler({
  streams: settings.streams,
  ses: new SdkSes(new SESv2Client({ requestHandler }), settings.fromAddress),
  table: new DynamoTable(
    DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler })),
    settings.tableName,
  ),
  telling: powertools(),
  clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
  newRun: () => randomBytes(8).toString("hex"),
});
