import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { awsCall, isRefusal } from "../aws/call";
import type { SesList, SesReason } from "./ports";

/** SES's own suppression list by the SDK. */
export class SdkSesList implements SesList {
  constructor(private readonly client: SESv2Client) {}

  reasonOf(address: string): Promise<string | undefined> {
    return awsCall("GetSuppressedDestination", async () => {
      try {
        const answer = await this.client.send(new GetSuppressedDestinationCommand({ EmailAddress: address }));
        return answer.SuppressedDestination?.Reason;
      } catch (error) {
        if (isRefusal(error, "NotFoundException")) return undefined;
        throw error;
      }
    });
  }

  put(address: string, reason: SesReason): Promise<boolean> {
    return awsCall("PutSuppressedDestination", async () => {
      try {
        await this.client.send(
          new PutSuppressedDestinationCommand({ EmailAddress: address, Reason: reason }),
        );
        return true;
      } catch (error) {
        if (isRefusal(error, "BadRequestException")) return false;
        throw error;
      }
    });
  }

  remove(address: string): Promise<boolean> {
    return awsCall("DeleteSuppressedDestination", async () => {
      try {
        await this.client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
        return true;
      } catch (error) {
        if (isRefusal(error, "NotFoundException")) return false;
        throw error;
      }
    });
  }
}
