import { sendPolicy } from "../../iam/sending";
import { CANARY, configurationSetName } from "../../mail/streams";
import { type Probe, judged } from "../probe";
import { saidOf } from "../refusal";
import { send, simulator } from "./mail";
import { settledRefusal, withRights } from "./role";

/** The canary's policy, and the same without the identities of its recipients. */
export const recipientIdentities: Probe = {
  effect: "writes",
  mails: 2,
  minutes: 6,
  makes: ["two roles with the canary's right to send"],
  needs: ["identity"],
  run: async (kit) => {
    const { stack, domain, fromAddress } = kit.settings;
    const configurationSet = configurationSetName(stack, CANARY);
    const args = { place: kit.place, domain, fromAddress, configurationSet, raw: false };
    const asBuilt = sendPolicy({ ...args, allowedRecipients: [simulator("*")] });
    const { Resource: withoutRecipients = [] } = sendPolicy(args).Statement[0] ?? {};
    const without = {
      ...asBuilt,
      Statement: asBuilt.Statement.map((statement) => ({ ...statement, Resource: withoutRecipients })),
    };
    const mail = { to: [simulator("success")], configurationSet };
    const full = await withRights(kit, "canary", asBuilt);
    const built = await settledRefusal(kit, () => send(kit, full.ses, mail));
    const bare = await withRights(kit, "bare", without);
    const refused = await settledRefusal(kit, () => send(kit, bare.ses, mail));
    return {
      "sandbox-recipient-identities": judged(
        built === undefined,
        `with the simulator's identities: ${saidOf(built)}; without: ${saidOf(refused)}`,
      ),
    };
  },
};
