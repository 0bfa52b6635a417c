import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { EntryKey } from "../../mail/canary";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import type { CanaryTable } from "./ports";

/** DynamoDB API Reference, "BatchGetItem". */
const MOST_KEYS = 100;

/** The suppression table in DynamoDB. */
export class DynamoTable implements CanaryTable {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async entries(keys: readonly EntryKey[]): Promise<readonly SuppressionEntry[]> {
    const { tableName } = this;
    const found: SuppressionEntry[] = [];
    for (let first = 0; first < keys.length; first += MOST_KEYS) {
      // What a throttled table leaves off is asked for again with the next look.
      const { Responses } = await this.client.send(
        new BatchGetCommand({
          RequestItems: {
            [tableName]: {
              Keys: keys.slice(first, first + MOST_KEYS).map(({ address, scope }) => ({ address, scope })),
              ConsistentRead: true,
            },
          },
        }),
      );
      found.push(...((Responses?.[tableName] ?? []) as SuppressionEntry[]));
    }
    return found;
  }
}
