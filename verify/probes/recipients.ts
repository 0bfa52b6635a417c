import { CreateConfigurationSetCommand } from "@aws-sdk/client-sesv2";
import { sendPolicy } from "../../iam/sending";
import { CANARY, configurationSetName } from "../../mail/streams";
import type { Kit } from "../kit";
import { type Finding, type Probe, couldNotTell, doesNotHold, judged } from "../probe";
import { isDenied, saidOf } from "../refusal";
import { type TestMail, send, simulator } from "./mail";
import { settledRefusal, withRights } from "./role";

/** Who may be mailed by the role: addresses of the simulator alone, inside and outside of the pattern. */
const PATTERN = simulator("*+in");
const IN = simulator("success+in");
const OUT = simulator("success+out");

const IDS = [
  "recipients-condition",
  "recipients-bcc",
  "recipients-case",
  "recipients-display-name",
  "recipients-comma",
  "from-display-name",
  "raw-action",
  "set-is-authorised",
] as const;

/** Sends with the send policy as the program writes it for a stack with `allowedRecipients`. */
export const recipients: Probe = {
  effect: "writes",
  mails: 9,
  minutes: 4,
  makes: ["a role with a stream's send policy", "a configuration set"],
  needs: ["identity"],
  run: async (kit) => {
    const { stack, domain, fromAddress } = kit.settings;
    const configurationSet = configurationSetName(stack, CANARY);
    const rights = sendPolicy({
      place: kit.place,
      domain,
      fromAddress,
      configurationSet,
      raw: false,
      allowedRecipients: [PATTERN],
    });
    const { ses } = await withRights(kit, "restricted", rights);
    const attempt = (mail: TestMail) => send(kit, ses, { configurationSet, ...mail });
    const inside = await settledRefusal(kit, () => attempt({ to: [IN] }));
    if (inside !== undefined) return notEvenInside(inside);

    const outside = await attempt({ to: [OUT] });
    const bcc = await attempt({ to: [IN], bcc: [OUT] });
    const capitals = await attempt({ to: [IN.toUpperCase()] });
    const displayName = await attempt({ to: [`Simulator <${IN}>`] });
    const comma = await attempt({ to: [`${OUT}, ${IN}`] });
    const fromName = await attempt({ to: [IN], from: `Verify <${fromAddress}>` });
    const raw = await attempt({ to: [IN], content: { Raw: { Data: rawMail(fromAddress) } } });
    const otherSet = await attempt({ to: [IN], configurationSet: await openSet(kit) });
    return {
      "recipients-condition": judged(isDenied(outside), `inside: accepted; outside: ${saidOf(outside)}`),
      "recipients-bcc": judged(isDenied(bcc), `one inside, one outside as Bcc: ${saidOf(bcc)}`),
      "recipients-case": judged(isDenied(capitals), `inside, in capitals: ${saidOf(capitals)}`),
      "recipients-display-name": judged(
        displayName === undefined,
        `inside, with a display name: ${saidOf(displayName)}`,
      ),
      "recipients-comma": judged(comma !== undefined, `outside and inside in one text: ${saidOf(comma)}`),
      "from-display-name": judged(fromName === undefined, `From with a display name: ${saidOf(fromName)}`),
      "raw-action": judged(isDenied(raw), `raw content, with ses:SendEmail alone: ${saidOf(raw)}`),
      "set-is-authorised": judged(isDenied(otherSet), `through another set: ${saidOf(otherSet)}`),
    } satisfies Record<(typeof IDS)[number], Finding>;
  },
};

/** The first of all is then told; the rest cannot be. */
function notEvenInside(refusal: string): Record<string, Finding> {
  const saw = `a mail that the policy allows was ${saidOf(refusal)}`;
  const untold = Object.fromEntries(IDS.map((id) => [id, couldNotTell(saw)]));
  return { ...untold, ...(isDenied(refusal) && { "recipients-condition": doesNotHold(saw) }) };
}

function openSet(kit: Kit): Promise<string> {
  return kit.temporary.make("configuration set", "other", async (ConfigurationSetName) => {
    await kit.calm(() => kit.clients.ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName })));
    return ConfigurationSetName;
  });
}

function rawMail(from: string): Uint8Array {
  const lines = [
    `From: ${from}`,
    `To: ${IN}`,
    "Subject: raw",
    "MIME-Version: 1.0",
    "",
    "For the simulator.",
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}
