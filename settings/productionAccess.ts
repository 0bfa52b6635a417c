import { z } from "zod";
import { calendarDay, emailAddress, noted } from "./fields";

/** What AWS is told when production access is asked for (SES API v2, `PutAccountDetails`). */
export const productionAccess = z.strictObject({
  mailType: noted(
    z.enum(["TRANSACTIONAL", "MARKETING"]),
    "The kind of most mails, as AWS is told.",
    "TRANSACTIONAL or MARKETING",
  ).default("TRANSACTIONAL"),
  contactLanguage: noted(z.enum(["EN", "JA"]), "The language in which AWS answers.", "EN or JA").default(
    "EN",
  ),
  additionalContacts: noted(
    z
      .array(emailAddress.pipe(z.string().min(6).max(254)))
      .min(1)
      .max(4),
    "Whom AWS answers besides the account's own address; `company.contact` when left out.",
    "a list of one to four addresses of 6 to 254 characters",
    "personal",
  ).optional(),
  answeredAt: noted(
    calendarDay,
    "When somebody last answered AWS on the case; it ends the reminder to do so.",
    "a day as 2026-11-25",
  ).optional(),
});
