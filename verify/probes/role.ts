import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { partitionOf } from "../../iam/arns";
import { type PolicyDocument, policy } from "../../iam/document";
import { type Kit, type RoleClients, until } from "../kit";
import { errorName } from "../../functions/errorName";
import { isDenied } from "../refusal";
import { ROLE_PATH } from "../removers";

/** How long a new role may take until the services know it; IAM promises nothing. */
export const ROLE_SECONDS = 90;

/** AWS's least (STS API Reference, "AssumeRole"). */
const SESSION_SECONDS = 900;

/** A temporary role. @returns its ARN */
export function makeRole(
  kit: Kit,
  what: string,
  trust: PolicyDocument,
  rights: PolicyDocument,
): Promise<string> {
  const { iam } = kit.clients;
  return kit.temporary.make("role", what, async (RoleName) => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: ROLE_PATH,
        Description: "Temporary: what ses-launch assumes of AWS (docs/verify-on-aws.md)",
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "verify", PolicyDocument: JSON.stringify(rights) }),
    );
    return Role?.Arn ?? "";
  });
}

/**
 * Clients with the rights of a policy and no others: real calls, because a simulation knows nothing of what SES tells IAM.
 *
 * @throws Error when the role cannot be assumed in time
 */
export async function withRights(kit: Kit, what: string, rights: PolicyDocument): Promise<RoleClients> {
  const { accountId, region } = kit.place;
  const trust = policy({
    Sid: "ThisRunAlone",
    Effect: "Allow",
    Principal: { AWS: `arn:${partitionOf(region)}:iam::${accountId}:root` },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "sts:ExternalId": kit.temporary.run } },
  });
  const RoleArn = await makeRole(kit, what, trust, rights);
  const assume = new AssumeRoleCommand({
    RoleArn,
    RoleSessionName: kit.temporary.nameOf("role", what),
    ExternalId: kit.temporary.run,
    DurationSeconds: SESSION_SECONDS,
  });
  kit.progress(`Waiting until the role ${what} can be used …`);
  const credentials = await until(kit, ROLE_SECONDS, async () => {
    try {
      return (await kit.clients.sts.send(assume)).Credentials;
    } catch (error) {
      // Nobody knows the role yet, or its trust.
      if (isDenied(errorName(error))) return undefined;
      throw error;
    }
  });
  if (credentials === undefined) throw new Error("the temporary role could not be assumed");
  return kit.asRole(credentials);
}

/** The same call until it is not denied any more, for as long as a new role's rights may take. @returns its last refusal */
export async function settledRefusal(
  kit: Kit,
  call: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const last = { refusal: await call() };
  await until(kit, ROLE_SECONDS, async () => {
    if (!isDenied(last.refusal)) return true;
    last.refusal = await call();
    return undefined;
  });
  return last.refusal;
}
