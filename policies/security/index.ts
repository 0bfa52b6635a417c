import type { Rule } from "../rule";
import { accountWideOnce } from "./accountWideOnce";
import { alarmHasAction } from "./alarmHasAction";
import { defaultSetIsClosed } from "./defaultSetIsClosed";
import { destinationIsEnabled } from "./destinationIsEnabled";
import { dmarcIsAligned } from "./dmarcIsAligned";
import { identityPolicyIsNotOpen } from "./identityPolicyIsNotOpen";
import { mailRecordIsNotProxied } from "./mailRecordIsNotProxied";
import { noBulkBesideRecipients } from "./noBulkBesideRecipients";
import { noPlainSecret } from "./noPlainSecret";
import { noWildcardToSend } from "./noWildcardToSend";
import { oneSpfPerName } from "./oneSpfPerName";
import { queueOutlastsFunction, queueOutlastsRetries } from "./queueOutlastsFunction";
import { recipientsAreDemanded } from "./recipientsAreDemanded";
import { reputationAlarmFires } from "./reputationAlarmFires";
import { sendingIsBound } from "./sendingIsBound";
import { servicesNameTheirSource } from "./servicesNameTheirSource";
import { suppressionIsOn } from "./suppressionIsOn";
import { suppressionTableIsKept } from "./suppressionTableIsKept";
import { tlsIsRequired } from "./tlsIsRequired";
import { txtIsQuoted } from "./txtIsQuoted";

/** Rules for any Pulumi program that sends through SES. */
export const securityRules: readonly Rule[] = [
  identityPolicyIsNotOpen,
  noWildcardToSend,
  noBulkBesideRecipients,
  recipientsAreDemanded,
  sendingIsBound,
  defaultSetIsClosed,
  servicesNameTheirSource,
  mailRecordIsNotProxied,
  txtIsQuoted,
  oneSpfPerName,
  dmarcIsAligned,
  tlsIsRequired,
  reputationAlarmFires,
  alarmHasAction,
  queueOutlastsFunction,
  queueOutlastsRetries,
  suppressionTableIsKept,
  destinationIsEnabled,
  suppressionIsOn,
  noPlainSecret,
  accountWideOnce,
];
