import assert from "node:assert/strict";
import { Client, Server, ServerCredentials, credentials, status } from "@grpc/grpc-js";
import { freshConnections, grpcClientOptions } from "../../rehearsal/engine/freshConnections";

/** Asks a server something it does not know; the status tells whether it was reached. */
function ask(client: Client): Promise<status | undefined> {
  const bytes = (value: Buffer) => value;
  return new Promise((resolve) => {
    client.makeUnaryRequest("/none/None", bytes, bytes, Buffer.alloc(0), (error) => {
      resolve(error?.code);
    });
  });
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
}

describe("an engine on the port of a dead one", () => {
  async function reaches(options: object): Promise<boolean> {
    const dead = new Server();
    const port = await listen(dead, 0);
    dead.forceShutdown();
    // The SDK does not close every connection of a run that ended.
    const client = () => new Client(`127.0.0.1:${port}`, credentials.createInsecure(), options);
    const [earlier, later] = [client(), client()];
    assert.equal(await ask(earlier), status.UNAVAILABLE);
    const alive = new Server();
    await listen(alive, port);
    try {
      return (await ask(later)) === status.UNIMPLEMENTED;
    } finally {
      earlier.close();
      later.close();
      alive.forceShutdown();
    }
  }

  it("is reached at once with the rehearsal's connections, and not with shared ones", async () => {
    freshConnections();
    assert.equal(await reaches(grpcClientOptions), true);
    assert.equal(await reaches({ ...grpcClientOptions, "grpc.use_local_subchannel_pool": 0 }), false);
  });
});
