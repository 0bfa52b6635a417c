import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import { awsCall } from "../aws/call";
import type { OperatorTable } from "./ports";

type Items = readonly Readonly<Record<string, unknown>>[] | undefined;

/** The suppression table in DynamoDB. Markers of events and counters of soft bounces stand in it too, and are no entries. */
export class DynamoList implements OperatorTable {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async entriesOf(address: string): Promise<readonly SuppressionEntry[]> {
    const found: SuppressionEntry[] = [];
    let from: QueryCommandOutput["LastEvaluatedKey"];
    do {
      const query = new QueryCommand({
        TableName: this.tableName,
        KeyConditionExpression: "address = :address",
        ExpressionAttributeValues: { ":address": address },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      });
      const page: QueryCommandOutput = await awsCall("Query", () => this.client.send(query));
      found.push(...entriesIn(page.Items));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  }

  async write(entry: SuppressionEntry, before: SuppressionEntry | undefined): Promise<boolean> {
    const unchanged =
      before === undefined
        ? { ConditionExpression: "attribute_not_exists(address)" }
        : { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": before.version } };
    return awsCall("PutItem", async () => {
      try {
        await this.client.send(new PutCommand({ TableName: this.tableName, Item: entry, ...unchanged }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    });
  }

  async *pages(): AsyncIterable<readonly SuppressionEntry[]> {
    let from: ScanCommandOutput["LastEvaluatedKey"];
    do {
      const scan = new ScanCommand({
        TableName: this.tableName,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      });
      const page: ScanCommandOutput = await awsCall("Scan", () => this.client.send(scan));
      yield entriesIn(page.Items);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }
}

function entriesIn(items: Items): SuppressionEntry[] {
  const entries = (items ?? []) as unknown as readonly SuppressionEntry[];
  return entries.filter(({ address, scope }) => !address.startsWith("event#") && !scope.startsWith("soft#"));
}
