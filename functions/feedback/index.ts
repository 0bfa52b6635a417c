import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DynamoSuppressionStore } from "./dynamoStore";
import { createHandler } from "./handler";
import { powertools } from "./powertools";
import { readFunctionSettings } from "./settings";

const settings = readFunctionSettings(process.env);

/** What Lambda calls. */
export const handler = createHandler({
  store: new DynamoSuppressionStore(
    DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
    settings.tableName,
  ),
  context: settings,
  telling: powertools(),
});
