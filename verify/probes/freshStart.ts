import {
  CreateConfigurationSetCommand,
  GetConfigurationSetCommand,
  PutConfigurationSetSendingOptionsCommand,
} from "@aws-sdk/client-sesv2";
import { type Probe, judged } from "../probe";

/** Switches a set of its own off and on, and looks each time since when its reputation counts. */
export const freshStart: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 0,
  makes: ["a configuration set"],
  needs: [],
  run: async ({ clients: { ses }, calm, temporary }) =>
    temporary.make("configuration set", "fresh", async (ConfigurationSetName) => {
      await calm(() =>
        ses.send(
          new CreateConfigurationSetCommand({
            ConfigurationSetName,
            ReputationOptions: { ReputationMetricsEnabled: true },
            SendingOptions: { SendingEnabled: true },
          }),
        ),
      );
      const since = async () => {
        const { ReputationOptions } = await calm(() =>
          ses.send(new GetConfigurationSetCommand({ ConfigurationSetName })),
        );
        return ReputationOptions?.LastFreshStart?.toISOString() ?? "never";
      };
      const switchTo = (SendingEnabled: boolean) =>
        calm(() =>
          ses.send(new PutConfigurationSetSendingOptionsCommand({ ConfigurationSetName, SendingEnabled })),
        );
      const atFirst = await since();
      await switchTo(false);
      const whileOff = await since();
      await switchTo(true);
      const after = await since();
      return {
        "fresh-start": judged(
          atFirst === whileOff && after !== whileOff,
          `LastFreshStart when made: ${atFirst}; off: ${whileOff}; on again: ${after}`,
        ),
      };
    }),
};
