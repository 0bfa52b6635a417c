import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  type ScanCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { DynamoSuppressionStore } from "../../functions/feedback/dynamoStore";
import { type SuppressionEntry, isSuppressed } from "../../mail/suppression/entry";
import { removeEntry } from "../../mail/suppression/merge";
import type { SoftBounceCounter } from "../../mail/suppression/softBounce";
import type { LocalCloud } from "../../rehearsal/cloud/localCloud";

export type Row = Record<string, unknown> & { address: string; scope: string };

function bareClient({ endpoint, region, credentials }: LocalCloud): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region, credentials });
}

/** A suppression table of its own on the local cloud, as the program makes it. */
export class SuppressionTable {
  private constructor(
    readonly client: DynamoDBDocumentClient,
    readonly name: string,
  ) {}

  static async create(cloud: LocalCloud, name: string): Promise<SuppressionTable> {
    const bare = bareClient(cloud);
    await bare.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "address", KeyType: "HASH" },
          { AttributeName: "scope", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "address", AttributeType: "S" },
          { AttributeName: "scope", AttributeType: "S" },
        ],
      }),
    );
    await waitUntilTableExists({ client: bare, minDelay: 1, maxWaitTime: 10 }, { TableName: name });
    return SuppressionTable.open(cloud, name);
  }

  /** The table that is there, through a client of its own. */
  static open(cloud: LocalCloud, name: string): SuppressionTable {
    const client = DynamoDBDocumentClient.from(bareClient(cloud), {
      marshallOptions: { removeUndefinedValues: true },
    });
    return new SuppressionTable(client, name);
  }

  store(): DynamoSuppressionStore {
    return new DynamoSuppressionStore(this.client, this.name);
  }

  /** Everything in the table. */
  async rows(): Promise<Row[]> {
    const rows: Row[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page: ScanCommandOutput = await this.client.send(
        new ScanCommand({ TableName: this.name, ConsistentRead: true, ExclusiveStartKey: from }),
      );
      rows.push(...((page.Items ?? []) as Row[]));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return rows;
  }

  async entries(): Promise<SuppressionEntry[]> {
    return (await this.rows()).filter(
      ({ address, scope }) => !address.startsWith("event#") && !scope.startsWith("soft#"),
    ) as unknown as SuppressionEntry[];
  }

  async counters(): Promise<SoftBounceCounter[]> {
    return (await this.rows()).filter(({ scope }) =>
      scope.startsWith("soft#"),
    ) as unknown as SoftBounceCounter[];
  }

  async markers(): Promise<Row[]> {
    return (await this.rows()).filter(({ address }) => address.startsWith("event#"));
  }

  /** Addresses that may not be mailed in a scope, as an application finds them. */
  async suppressed(scope: string, nowSeconds: number): Promise<string[]> {
    return (await this.entries())
      .filter((entry) => entry.scope === scope && isSuppressed(entry, nowSeconds))
      .map(({ address }) => address)
      .sort();
  }

  /** What an operator does who takes an address off the list. */
  async remove(address: string, scope: string, at: number): Promise<void> {
    const { entry } = await this.store().read(address, scope);
    if (entry === undefined) throw new Error("there is no such entry");
    await this.client.send(new PutCommand({ TableName: this.name, Item: removeEntry(entry, at) }));
  }
}
