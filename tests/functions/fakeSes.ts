import { once } from "node:events";
import { type Server, createServer } from "node:http";
import { json } from "node:stream/consumers";

export interface FakeMail {
  from: string;
  to: string;
  configurationSet: string;
}

interface SendEmail {
  FromEmailAddress: string;
  Destination: { ToAddresses: string[] };
  ConfigurationSetName: string;
}

/** As much of SES's v2 API as the canary calls, on this machine. */
export class FakeSes {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  /**
   * @param off configuration sets whose sending is off
   * @param take gets every mail
   */
  static async start(off: readonly string[], take: (mail: FakeMail) => Promise<void>): Promise<FakeSes> {
    const answer = async (path: string, body: () => Promise<unknown>): Promise<object> => {
      if (path === "/v2/email/account")
        return {
          EnforcementStatus: "HEALTHY",
          SendingEnabled: true,
          SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 50 },
        };
      const [, set] = /^\/v2\/email\/configuration-sets\/([^/]+)$/.exec(path) ?? [];
      if (set !== undefined)
        return { ConfigurationSetName: set, SendingOptions: { SendingEnabled: !off.includes(set) } };
      if (path !== "/v2/email/outbound-emails") throw new Error(`the canary does not call ${path}`);
      const mail = (await body()) as SendEmail;
      const [to = ""] = mail.Destination.ToAddresses;
      await take({ from: mail.FromEmailAddress, to, configurationSet: mail.ConfigurationSetName });
      return { MessageId: "m-1" };
    };
    const server = createServer((request, response) => {
      answer(new URL(request.url ?? "/", "http://localhost").pathname, () => json(request)).then(
        (body) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)),
        (error: unknown) => response.writeHead(400).end(JSON.stringify({ message: String(error) })),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return new FakeSes(`http://127.0.0.1:${address.port}`, server);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
