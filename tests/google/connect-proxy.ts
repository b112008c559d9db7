/**
 * An HTTP proxy that answers CONNECT for the hosts it knows and tunnels them all to one local TLS server.
 * So the unmodified client libraries talk to production URLs and still never leave this machine.
 */
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

export interface ConnectProxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  /** Hosts that were asked for and refused, because nothing here stands in for them. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/** @param target port on loopback of the TLS server; null refuses every connection ("no network"). */
export async function startConnectProxy(
  target: () => number | null,
  knows: (host: string) => boolean,
): Promise<ConnectProxy> {
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((_request, response) => {
    response.writeHead(405).end("This proxy only answers CONNECT.");
  });
  server.on("connection", (socket) => track(sockets, socket));
  server.on("connect", (request, client: Socket, head: Buffer) => {
    const host = (request.url ?? "").split(":")[0] ?? "";
    const port = target();
    client.on("error", () => client.destroy());
    if (port === null || !knows(host)) {
      if (port !== null) refused.push(host);
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      return;
    }
    const upstream = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    track(sockets, upstream);
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function track(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
}
