import { domainOf, localPartOf } from "../../mail/addresses";
import { SIMULATOR_DOMAIN } from "../../mail/simulator";
import { type SentMail, complaint, hardBounce } from "./sesEvents";

/**
 * What SES publishes of a mail to its mailbox simulator, whose addresses may have a label behind a `+` (SES Developer
 * Guide, "Using the mailbox simulator").
 *
 * @throws Error for every address but those that bounce and complain
 */
export function simulatorEvent(mail: SentMail): object {
  const [scenario] = localPartOf(mail.to).split("+");
  if (domainOf(mail.to) === SIMULATOR_DOMAIN && scenario === "bounce") return hardBounce(mail);
  if (domainOf(mail.to) === SIMULATOR_DOMAIN && scenario === "complaint") return complaint(mail);
  throw new Error("not an address of the simulator that bounces or complains");
}
