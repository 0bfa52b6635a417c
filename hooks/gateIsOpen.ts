import * as pulumi from "@pulumi/pulumi";

/**
 * Runs before AWS is asked for production access, and refuses while the checklist does not hold, without any policy pack. Not
 * in previews, where policies say it item by item.
 *
 * @param stopping what of the checklist stops this deployment, a line each
 */
export function gateIsOpen(name: string, stopping: Promise<readonly string[]>): pulumi.ResourceHook {
  return new pulumi.ResourceHook(name, async () => {
    const lines = await stopping;
    if (lines.length > 0)
      throw new Error(
        [
          "Production access is not asked for, because the checklist does not hold:",
          ...lines.map((line) => `- ${line}`),
          "Nothing was filed. Deploy at launchStage prepare first.",
        ].join("\n"),
      );
  });
}
