import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { powertools } from "../powertools";
import { DynamoSuppressionStore } from "./dynamoStore";
import { createHandler } from "./handler";
import { readFunctionSettings } from "./settings";

const settings = readFunctionSettings(process.env);

/** What Lambda calls. */
export const handler = createHandler({
  store: new DynamoSuppressionStore(
    DynamoDBDocumentClient.from(
      // A call takes a few milliseconds. One that hangs must not take the time of the whole batch.
      new DynamoDBClient({
        requestHandler: { requestTimeout: 3000, throwOnRequestTimeout: true, connectionTimeout: 1000 },
      }),
      { marshallOptions: { removeUndefinedValues: true } },
    ),
    settings.tableName,
  ),
  context: settings,
  telling: powertools(),
});
