/** The CLI's words of a file backend's lock (pulumi/pulumi, backend/diy/lock.go). */
export const locked = (host: string, pid: number) =>
  `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.\n  file:///b/.pulumi/locks/organization/ses-launch/prod/x.json: created by ci@${host} (pid ${pid}) at 2026-11-26T21:31:43Z`;
