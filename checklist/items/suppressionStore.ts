import type { ChecklistItem } from "../item";
import { streamSets } from "../lookup";
import { Probe, holds, isTrue } from "../probe";
import { ACCOUNT_SUPPRESSION, TABLE } from "../types";

const LIST = "component SuppressionList";
const REASONS = ["BOUNCE", "COMPLAINT"];

export const suppressionStore: ChecklistItem = {
  id: "suppression-store",
  title: "Suppression list database created",
  provenBy: ({ ownsAccount }) =>
    `a table with point-in-time recovery, deletion protection and expiry; every stream suppresses after bounce and complaint${ownsAccount ? ", and so does the account" : ""}`,
  judge: (view, { domain, ownsAccount }) => {
    const probe = new Probe(view, "always");
    for (const table of probe.some(TABLE, "suppression table", LIST)) {
      probe.expect(table, ["pointInTimeRecovery", "enabled"], isTrue, "true", LIST);
      probe.expect(
        table,
        ["deletionProtectionEnabled"],
        isTrue,
        "true",
        `${LIST}; it is on beyond launchStage prepare`,
        "request",
      );
      probe.expect(table, ["ttl", "enabled"], isTrue, "true: soft bounces would suppress for ever", LIST);
    }
    // Another stack owns the account otherwise, and judges this there.
    if (ownsAccount)
      for (const account of probe.some(ACCOUNT_SUPPRESSION, "account-level suppression", LIST))
        for (const reason of REASONS)
          probe.expect(account, ["suppressedReasons"], holds(reason), `a list with ${reason}`, LIST);
    for (const set of streamSets(probe, domain))
      for (const reason of REASONS)
        probe.expect(
          set,
          ["suppressionOptions", "suppressedReasons"],
          holds(reason),
          `a list with ${reason}: the stream would override the account's suppression`,
          "component SendingStream",
        );
    return probe.findings;
  },
};
