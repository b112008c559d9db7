import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AnyRouter } from "@orpc/server";
import { RPCHandler } from "@orpc/server/node";
import { AppError } from "#domain/errors.ts";
import { admit, freshSecrets, say } from "./gate.ts";
import { originOf } from "./policy.ts";
import { servePage } from "./static.ts";

export interface WebServer {
  /** Address with the token: opening it lets a browser in. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface WebServerOptions {
  readonly router: AnyRouter;
  /** Folder of the built window, and what to say when there is none. */
  readonly page: { readonly folder: string; missing(): string };
  /** 0 or left out: any free one. */
  readonly port?: number;
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function calls(router: AnyRouter): Route {
  const handler = new RPCHandler(router, {});
  return async (request, response) => {
    const key = request.headers["idempotency-key"];
    const context = typeof key === "string" ? { idempotencyKey: key } : {};
    const { matched } = await handler.handle(request, response, { prefix: "/rpc", context });
    if (!matched) say(response, 404, "There is no such call.");
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new AppError("conflict", `Port ${port} is in use by another program.`, {
              hint: "Give another one with --port, or leave it out.",
            })
          : error,
      ),
    );
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** Serves a console to browsers of this computer. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const secrets = freshSecrets();
  const rpc = calls(options.router);
  let port = 0;
  const route: Route = async (request, response) => {
    const path = request.url ?? "/";
    if (path.startsWith("/rpc/")) {
      if (request.method === "POST") await rpc(request, response);
      else say(response, 405, "Calls are POST.");
    } else await servePage(request, response, options.page.folder, () => options.page.missing());
  };
  const server = createServer((request, response) => {
    if (!admit(request, response, port, secrets)) return;
    route(request, response).catch(() => {
      if (!response.headersSent) say(response, 500, "This could not be answered.");
      else response.destroy();
    });
  });
  port = await listen(server, options.port ?? 0);
  return {
    url: `${originOf(port)}/?token=${secrets.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
