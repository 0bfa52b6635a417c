/** Everything of Amazon SES v2 that is played. */
import { awsResource } from "../aws";
import { configurationSet } from "./configurationSet";
import { emailIdentity } from "./emailIdentity";
import { eventDestination } from "./eventDestination";
import { mailFrom } from "./mailFrom";
import { accountSuppression, contactList } from "./sesAccount";
import { template } from "./sesTemplate";

export const sesResources = [
  emailIdentity,
  configurationSet,
  eventDestination,
  mailFrom,
  accountSuppression,
  contactList,
  template,
].map(awsResource);
