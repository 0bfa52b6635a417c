/** Where a stack lives. */
export interface AwsPlace {
  region: string;
  /** 12 digits. */
  accountId: string;
}

/** The partition of a Region (AWS General Reference, "Amazon Resource Names"). */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * The ARN of something in the stack's account and Region. Names are chosen by this program, so ARNs are known before
 * the resources are: a preview shows every policy document as it will be.
 */
export function arn({ region, accountId }: AwsPlace, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}
