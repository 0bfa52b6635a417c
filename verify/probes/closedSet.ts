import { GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { CANARY, CLOSED, configurationSetName } from "../../mail/streams";
import { type Probe, couldNotTell, judged } from "../probe";
import { saidOf } from "../refusal";
import { send, simulator } from "./mail";

const PAUSED = "SendingPausedException";

/** The same mail three times: through the open canary stream, through the closed set by name, and naming no set. */
export const closedSet: Probe = {
  effect: "writes",
  mails: 3,
  minutes: 0,
  makes: [],
  needs: ["identity"],
  run: async (kit) => {
    const { stack, domain } = kit.settings;
    const closed = configurationSetName(stack, CLOSED);
    const to = [simulator("success")];
    const { ses } = kit.clients;
    const identity = await kit.calm(() => ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain })));
    const open = await send(kit, ses, { to, configurationSet: configurationSetName(stack, CANARY) });
    const named = await send(kit, ses, { to, configurationSet: closed });
    const unnamed = await send(kit, ses, { to });
    const saw = `naming no set: ${saidOf(unnamed)}; naming the closed set: ${saidOf(named)}; through the canary's: ${saidOf(open)}`;
    const untold =
      identity.ConfigurationSetName !== closed
        ? couldNotTell("the identity's default configuration set is not the stack's closed one")
        : open !== undefined
          ? couldNotTell(`the same mail through the canary's set was ${saidOf(open)}`)
          : undefined;
    return {
      "unnamed-refused": untold ?? judged(unnamed === PAUSED, saw),
      "paused-set-refused": untold ?? judged(named === PAUSED, saw),
    };
  },
};
