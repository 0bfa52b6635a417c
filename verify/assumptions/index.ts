import type { Assumption } from "../assumption";
import { ACCOUNT } from "./account";
import { FEEDBACK } from "./feedback";
import { IDENTITY } from "./identity";
import { MONITORING } from "./monitoring";
import { SENDING } from "./sending";

/** Everything that this program takes for true of AWS and Cloudflare and that nobody here has seen. */
export const ASSUMPTIONS: readonly Assumption[] = [
  ...SENDING,
  ...FEEDBACK,
  ...MONITORING,
  ...IDENTITY,
  ...ACCOUNT,
];
