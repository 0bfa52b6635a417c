import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Capacity units that calls of a client took since it was watched. */
export interface Units {
  read: number;
  write: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/**
 * Counts what every call of a client takes. DynamoDB tells when it is asked (`ReturnConsumedCapacity`); a transaction
 * takes two units a kilobyte where a plain write takes one (DynamoDB Developer Guide, "Read and write capacity").
 */
export function watchUnits(client: DynamoDBDocumentClient): Units {
  const units: Units = { read: 0, write: 0 };
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const { ConsumedCapacity: told = [] } = answer.output as { ConsumedCapacity?: Capacity | Capacity[] };
        const sum = [told].flat().reduce((all, { CapacityUnits = 0 }) => all + CapacityUnits, 0);
        units[commandName.startsWith("Get") ? "read" : "write"] += sum;
        return answer;
      },
    { step: "initialize", name: "units" },
  );
  return units;
}
