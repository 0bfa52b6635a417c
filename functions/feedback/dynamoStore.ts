import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import type { EventMarker } from "../../mail/suppression/marker";
import { type SoftBounceCounter, counterScope } from "../../mail/suppression/softBounce";
import { StoreError, type Stored, type SuppressionStore, type WriteResult } from "./store";

type Item = SuppressionEntry | SoftBounceCounter;
type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** Why a transaction that AWS cancelled may succeed when it is tried again on what is there then. */
const PASSING = [
  "ConditionalCheckFailed",
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
];

/** The suppression table in DynamoDB: partition key `address`, sort key `scope`. */
export class DynamoSuppressionStore implements SuppressionStore {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async read(address: string, scope: string, withCounter = false): Promise<Stored> {
    const [entry, counter] = await Promise.all([
      this.item<SuppressionEntry>(address, scope),
      withCounter ? this.item<SoftBounceCounter>(address, counterScope(scope)) : undefined,
    ]);
    return { ...(entry && { entry }), ...(counter && { counter }) };
  }

  async write(marker: EventMarker, after: Stored = {}, before: Stored = {}): Promise<WriteResult> {
    const changes = [
      ...(after.entry ? [this.put(after.entry, before.entry)] : []),
      ...(after.counter ? [this.put(after.counter, before.counter)] : []),
    ];
    const once = {
      TableName: this.tableName,
      Item: marker,
      ConditionExpression: "attribute_not_exists(address)",
    };
    return this.call("TransactWriteItems", async () => {
      try {
        // A plain write costs half of a transaction.
        if (changes.length === 0) await this.client.send(new PutCommand(once));
        else await this.client.send(new TransactWriteCommand({ TransactItems: [{ Put: once }, ...changes] }));
        return "written";
      } catch (error) {
        return refusal(error);
      }
    });
  }

  /** One by one: a batch may leave some off when the table is throttled, and the SDK does not ask again for these. */
  private async item<T extends Item>(address: string, scope: string): Promise<T | undefined> {
    const { Item } = await this.call("GetItem", () =>
      this.client.send(
        new GetCommand({ TableName: this.tableName, Key: { address, scope }, ConsistentRead: true }),
      ),
    );
    return Item as T | undefined;
  }

  private put(item: Item, before: Item | undefined): TransactItem {
    const unchanged =
      before === undefined
        ? { ConditionExpression: "attribute_not_exists(address)" }
        : { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": before.version } };
    return { Put: { TableName: this.tableName, Item: item, ...unchanged } };
  }

  private async call<Answer>(name: string, run: () => Promise<Answer>): Promise<Answer> {
    try {
      return await run();
    } catch (error) {
      throw error instanceof StoreError ? error : new StoreError(name, error);
    }
  }
}

/** What a refused write means; every other error is thrown on. */
function refusal(error: unknown): WriteResult {
  if (error instanceof ConditionalCheckFailedException) return "duplicate";
  if (!(error instanceof TransactionCanceledException)) throw error;
  const [marker, ...changes] = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
  if (marker === "ConditionalCheckFailed") return "duplicate";
  if ([marker ?? "None", ...changes].some((code) => PASSING.includes(code))) return "conflict";
  throw error;
}
