import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Credentials, STSClient } from "@aws-sdk/client-sts";
import type { AwsPlace } from "../iam/arns";
import type { Clock, Progress } from "../ops/report";
import type { StackSettings } from "../settings/parse";
import type { Temporary } from "./temporary";

export interface Clients {
  readonly ses: SESv2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly cloudwatch: CloudWatchClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly lambda: LambdaClient;
}

/** What a temporary role is tried with. */
export type RoleClients = Pick<Clients, "ses" | "cloudwatch">;

/** A zone at Cloudflare, read only. */
export interface ZoneReader {
  /** Names of its records; of those alone that end in `endsWith`, where given. */
  names(endsWith?: string): Promise<readonly string[]>;
}

/** What a probe works with. */
export interface Kit {
  readonly clients: Clients;
  readonly asRole: (credentials: Credentials) => RoleClients;
  readonly settings: StackSettings;
  readonly place: AwsPlace;
  /** Stops waiting, by throwing, when the run is to stop. */
  readonly clock: Clock;
  /** Makes a call of SES, no sooner than SES takes the next. */
  readonly calm: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  /** Makes what the probe needs, and knows how it is deleted. */
  readonly temporary: Temporary;
  /** Absent without a token. */
  readonly zone: ZoneReader | undefined;
  readonly progress: Progress;
}

/**
 * Looks until something is there.
 *
 * @returns undefined when it is not there in time
 */
export async function until<Seen>(
  { clock }: Pick<Kit, "clock">,
  seconds: number,
  look: () => Promise<Seen | undefined>,
  everyMs = 3000,
): Promise<Seen | undefined> {
  const end = clock.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (clock.now() >= end) return undefined;
    await clock.sleep(everyMs);
  }
}
