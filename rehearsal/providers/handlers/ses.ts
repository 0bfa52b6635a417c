/** Everything of Amazon SES v2 that is played. */
import { awsResource } from "../aws";
import { configurationSet } from "./configurationSet";
import { emailIdentity } from "./emailIdentity";
import { mailFrom } from "./mailFrom";

export const sesResources = [emailIdentity, configurationSet, mailFrom].map(awsResource);
