import { AwsError, type Service, notPlayed } from "./protocol";

/** AWS STS, in the query protocol: whose credentials the rehearsal's are. */
export const sts: Service = (_cloud, { scope: { account }, body }) => {
  const action = new URLSearchParams(body).get("Action") ?? "no action";
  if (action !== "GetCallerIdentity") return fault(notPlayed("STS", action));
  const user = `<Arn>arn:aws:iam::${account}:user/rehearsal</Arn><UserId>AIDAREHEARSAL</UserId><Account>${account}</Account>`;
  return xml(
    200,
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${user}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
};

function fault({ status, exception, message }: AwsError) {
  const error = `<Type>Sender</Type><Code>${exception}</Code><Message>${message}</Message>`;
  return xml(status, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
}

function xml(status: number, body: string) {
  return { status, type: "text/xml", body } as const;
}
