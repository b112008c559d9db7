import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AnyRouter } from "@orpc/server";
import { RPCHandler } from "@orpc/server/node";
import { AppError } from "#domain/errors.ts";
import { unknownCall } from "#contract/errors.ts";
import { callContext } from "#main/shared/call-context.ts";
import { refusalBody, REQUEST_LIMIT } from "#main/shared/frames.ts";
import { receiveUpload, sendDownload } from "./files.ts";
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
  /** The workspace folder, for files that are dropped or exported. */
  readonly directory: string;
  /** Folder of the built window, and what to say when there is none. */
  readonly page: { readonly folder: string; missing(): string };
  /** 0 or left out: any free one. */
  readonly port?: number;
  /** Text for Prometheus, under `/metrics`. */
  readonly metrics?: () => Promise<string>;
  /** Who shows it may read `/metrics` without the cookie. */
  readonly scrapeToken?: string;
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function refuseCall(response: ServerResponse, status: number, error: AppError): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(refusalBody(error, status)));
}

/** Why a call is not even read, or null. Its length is known beforehand: browsers always say it. */
function unreadable({ method, headers }: IncomingMessage): readonly [number, AppError] | null {
  if (method !== "POST") return [405, new AppError("usage", "Calls are sent with POST.")];
  const length = headers["content-length"];
  if (length === undefined)
    return [411, new AppError("usage", "This call does not say how long it is.")];
  if (Number(length) <= REQUEST_LIMIT) return null;
  const hint = "Send less at once; give files by their path.";
  return [413, new AppError("usage", "This request is too large to be sent.", { hint })];
}

function calls(router: AnyRouter): Route {
  const handler = new RPCHandler(router, { rootInterceptors: [callContext] });
  return async (request, response) => {
    const refused = unreadable(request);
    if (refused) {
      // The rest of it is not read.
      response.setHeader("connection", "close");
      refuseCall(response, ...refused);
      return;
    }
    const { matched } = await handler.handle(request, response, { prefix: "/rpc", context: {} });
    if (!matched) refuseCall(response, 404, unknownCall());
  };
}

async function measure(response: ServerResponse, metrics: () => Promise<string>): Promise<void> {
  const text = await metrics();
  response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  response.end(text);
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
  const secrets = freshSecrets(options.scrapeToken ?? null);
  const rpc = calls(options.router);
  let port = 0;
  const { directory, page } = options;
  const route: Route = async (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0]!;
    if (path.startsWith("/rpc/")) await rpc(request, response);
    else if (path === "/metrics" && options.metrics) await measure(response, options.metrics);
    else if (path === "/upload") await receiveUpload(request, response, directory);
    else if (path.startsWith("/download/")) await sendDownload(request, response, directory);
    else await servePage(request, response, page.folder, () => page.missing());
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
