import { type Socket, createSocket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

export type Answer =
  | { readonly type: "CNAME"; readonly data: string }
  | { readonly type: "A"; readonly data: string }
  | { readonly type: "MX"; readonly data: string; readonly priority: number }
  | { readonly type: "TXT"; readonly data: string };

/** Milliseconds until the server answers questions about a name; never where it is infinite. */
type Delay = (name: string) => number;

const TYPES = { A: 1, CNAME: 5, MX: 15, TXT: 16 } as const;
const NO_SUCH_NAME = 3;
const HEADER_OCTETS = 12;

/** As much of a DNS server as one look-up asks for (RFC 1035 4.1), over UDP on this machine. */
export class DnsServer {
  private constructor(
    private readonly socket: Socket,
    private readonly zone: ReadonlyMap<string, readonly Answer[]>,
    private readonly delay: Delay,
  ) {
    socket.on("message", (query, { port, address }) => {
      const { name, type } = questionOf(query);
      const late = this.delay(name);
      if (!Number.isFinite(late)) return;
      void sleep(late).then(() => {
        socket.send(this.reply(query, name, type), port, address, () => undefined);
      });
    });
  }

  /** @param zone records by name; a name that is not in it does not exist */
  static async start(zone: Readonly<Record<string, readonly Answer[]>>, delay: Delay = () => 0) {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new DnsServer(socket, new Map(Object.entries(zone)), delay);
  }

  /** As `--resolver` takes it. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  stop(): void {
    this.socket.close();
  }

  private reply(query: Buffer, name: string, type: number): Buffer {
    const known = this.zone.get(name);
    const answers = (known ?? []).filter((one) => TYPES[one.type] === type);
    const question = query.subarray(HEADER_OCTETS, HEADER_OCTETS + encodedName(name).length + 4);
    const header = Buffer.alloc(HEADER_OCTETS);
    query.copy(header, 0, 0, 2);
    // A response to a query that wished for recursion, by a server that offers it.
    header.writeUInt16BE(0x8180 | (known === undefined ? NO_SUCH_NAME : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    return Buffer.concat([header, question, ...answers.map((one) => encodedAnswer(name, one))]);
  }
}

function questionOf(query: Buffer): { name: string; type: number } {
  const labels: string[] = [];
  let at = HEADER_OCTETS;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  // A resolver may mix upper and lower case against forged answers.
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1) };
}

function encodedAnswer(name: string, answer: Answer): Buffer {
  const data = encodedData(answer);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(TYPES[answer.type], 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(60, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([encodedName(name), fixed, data]);
}

function encodedData(answer: Answer): Buffer {
  switch (answer.type) {
    case "A":
      return Buffer.from(answer.data.split(".").map(Number));
    case "CNAME":
      return encodedName(answer.data);
    case "MX": {
      const priority = Buffer.alloc(2);
      priority.writeUInt16BE(answer.priority);
      return Buffer.concat([priority, encodedName(answer.data)]);
    }
    case "TXT": {
      const strings = answer.data.match(/.{1,255}/gs) ?? [];
      return Buffer.concat(
        strings.map((one) => Buffer.concat([Buffer.from([one.length]), Buffer.from(one)])),
      );
    }
  }
}

function encodedName(name: string): Buffer {
  const labels = name
    .split(".")
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}
