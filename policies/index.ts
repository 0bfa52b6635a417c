import { PolicyPack } from "@pulumi/policy";
import { runtime } from "@pulumi/pulumi";
import { toPolicy } from "./adapter";
import { launchRules } from "./launch";
import { securityRules } from "./security";
import { sealWebhooks } from "./security/sealWebhooks";

// The constructor starts a server and ends the process on bad input: nothing but the engine loads this file.
new PolicyPack("ses-launch", {
  description:
    "Security of stacks that send mail through Amazon SES, and the checklist of the launch of those made by ses-launch",
  enforcementLevel: "mandatory",
  policies: [...[...securityRules, ...launchRules(runtime.isDryRun)].map(toPolicy), sealWebhooks],
});
