import { PolicyPack } from "@pulumi/policy";
import { toPolicy } from "./adapter";
import { securityRules } from "./security";
import { sealWebhooks } from "./security/sealWebhooks";

// The constructor starts a server and ends the process on bad input: nothing but the engine loads this file.
new PolicyPack("ses-launch", {
  description: "Security rules for stacks that send mail through Amazon SES",
  enforcementLevel: "mandatory",
  policies: [...securityRules.map(toPolicy), sealWebhooks],
});
