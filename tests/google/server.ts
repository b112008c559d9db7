/** One TLS server that is every Google host at once; which one is decided by the `Host` header. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { Accounts } from "./accounts.ts";
import type { Certificates } from "./certificates.ts";
import { callOf, DISCOVERY, refusedQuery } from "./discovery.ts";
import { answerDrive, exportCsv } from "./drive-api.ts";
import { errorBody, strike, takeFault, type Fault } from "./faults.ts";
import { answerSheets, type ApiAnswer } from "./sheets-api.ts";
import type { Workbook } from "./workbook.ts";

export const GOOGLE_HOSTS = [
  "sheets.googleapis.com",
  "www.googleapis.com",
  "oauth2.googleapis.com",
  "accounts.google.com",
  "docs.google.com",
];

export interface SeenRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** ISO instant. */
  readonly at: string;
  status: number;
}

/** The world behind the server; tests change it freely between, or during, requests. */
export class GoogleWorld {
  readonly accounts = new Accounts();
  readonly books = new Map<string, Workbook>();
  readonly faults: Fault[] = [];
  readonly seen: SeenRequest[] = [];
  /** Called before a request is answered: edits between two calls of one read. */
  before: ((request: SeenRequest) => void) | null = null;

  /** Requests that Google's description of its services does not know: calls, parameters, values, scopes. */
  readonly refused: string[] = [];

  /** Requests to the Sheets API since the last `seen.length = 0`. */
  sheetsCalls(): number {
    return this.seen.filter(({ host }) => host === "sheets.googleapis.com").length;
  }
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function startServer(
  world: GoogleWorld,
  certificates: Certificates,
): Promise<RunningServer> {
  const { key, certificate } = certificates;
  const sockets = new Set<Duplex>();
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void answer(world, request, response).catch((error: unknown) => {
      response.writeHead(599).end(String(error));
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answer(
  world: GoogleWorld,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = (request.headers.host ?? "").split(":")[0]!;
  const url = new URL(request.url ?? "/", `https://${host}`);
  const seen: SeenRequest = {
    host,
    method: request.method ?? "GET",
    path: url.pathname,
    at: new Date().toISOString(),
    status: 0,
  };
  world.seen.push(seen);
  world.before?.(seen);
  const body = await readBody(request);
  const reply = route(world, host, url, request, body);
  const fault = takeFault(world.faults, `${host}${url.pathname}`);
  seen.status = fault?.kind === "status" ? fault.status : reply.status;
  if (fault && (await strike(fault, response, reply.text))) return;
  response.writeHead(reply.status, { "content-type": reply.type, ...reply.headers });
  response.end(reply.text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const part of request) text += String(part);
  return text;
}

const json = ({ status, body }: ApiAnswer): Reply => ({
  status,
  type: "application/json; charset=UTF-8",
  text: JSON.stringify(body),
});
const html = (status: number, text: string): Reply => ({ status, type: "text/html", text });
const notFound = (): Reply =>
  json({ status: 404, body: errorBody(404, "Requested entity was not found.") });

function route(
  world: GoogleWorld,
  host: string,
  url: URL,
  request: IncomingMessage,
  body: string,
): Reply {
  if (host === "oauth2.googleapis.com") return tokenEndpoint(world, url, body);
  if (host === "accounts.google.com") return consentPage(world, url);
  if (host === "docs.google.com") return csvExport(world, url);
  const call = callOf(host, request.method ?? "GET", url.pathname);
  if (call === null) {
    world.refused.push(`${request.method} ${host}${url.pathname} is no call of Google`);
    return notFound();
  }
  const sheets = /^\/v4\/spreadsheets\/([^/:]+)(.*)$/.exec(url.pathname);
  const drive = /^\/drive\/v3\/files\/([^/]+)$/.exec(url.pathname);
  const id = sheets?.[1] ?? drive?.[1];
  if (id === undefined) return notFound();
  const refused = access(world, id, url, request) ?? described(world, call, url, request);
  if (refused) return refused;
  const book = world.books.get(id)!;
  return json(
    sheets
      ? answerSheets(book, sheets[2] ?? "", url.searchParams)
      : answerDrive(book, url.searchParams),
  );
}

/** Whether the request is one that the service describes. */
function described(
  world: GoogleWorld,
  call: string,
  url: URL,
  request: IncomingMessage,
): Reply | null {
  const bearer = bearerOf(request);
  const scopes = bearer === undefined ? null : world.accounts.scopesOf(bearer);
  const wanted = DISCOVERY.methods[call]!.scopes;
  if (scopes !== null && !scopes.some((scope) => wanted.includes(scope))) {
    world.refused.push(`${call} with the scopes ${scopes.join(" ")}`);
    const message = "Request had insufficient authentication scopes.";
    return json({ status: 403, body: errorBody(403, message) });
  }
  const wrong = refusedQuery(call, url.searchParams);
  if (wrong === null) return null;
  world.refused.push(`${call}: ${wrong}`);
  return json({ status: 400, body: errorBody(400, wrong) });
}

const bearerOf = (request: IncomingMessage): string | undefined =>
  /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];

/** Why this caller may not read this file; null when it may. */
function access(world: GoogleWorld, id: string, url: URL, request: IncomingMessage): Reply | null {
  const bearer = bearerOf(request);
  const key = url.searchParams.get("key") ?? request.headers["x-goog-api-key"];
  let account: string | null = null;
  if (bearer !== undefined) {
    account = world.accounts.accountOf(bearer);
    if (account === null) {
      return json({
        status: 401,
        body: errorBody(401, "Request had invalid authentication credentials."),
      });
    }
  } else if (typeof key === "string") {
    if (!world.accounts.apiKeys.has(key)) {
      return json({
        status: 400,
        body: errorBody(400, "API key not valid. Please pass a valid API key."),
      });
    }
  } else {
    return json({
      status: 403,
      body: errorBody(
        403,
        "Method doesn't allow unregistered callers (callers without established identity).",
      ),
    });
  }
  const book = world.books.get(id);
  if (!book || book.trashed) return notFound();
  const may = book.readers.has("anyone") || (account !== null && book.readers.has(account));
  return may
    ? null
    : json({ status: 403, body: errorBody(403, "The caller does not have permission") });
}

function tokenEndpoint(world: GoogleWorld, url: URL, body: string): Reply {
  if (url.pathname === "/token") return json(world.accounts.token(new URLSearchParams(body)));
  return notFound();
}

function consentPage(world: GoogleWorld, url: URL): Reply {
  if (url.pathname !== "/o/oauth2/v2/auth") return html(404, "Not found");
  const result = world.accounts.authorise(url.searchParams);
  if ("location" in result) {
    return { ...html(302, ""), headers: { location: result.location } };
  }
  return html(result.status, JSON.stringify(result.body));
}

function csvExport(world: GoogleWorld, url: URL): Reply {
  const id = /^\/spreadsheets\/d\/([^/]+)\/export$/.exec(url.pathname)?.[1];
  const book = id === undefined ? undefined : world.books.get(id);
  if (!book) return html(404, "<html><title>Page not found</title></html>");
  if (!book.readers.has("anyone")) {
    return html(200, "<!doctype html><html><title>Google Docs: Sign-in</title></html>");
  }
  const gid = url.searchParams.get("gid");
  const csv = exportCsv(book, gid === null ? null : Number(gid));
  return csv === null
    ? html(400, "<html><title>Sorry, unable to open the file</title></html>")
    : { status: 200, type: "text/csv; charset=utf-8", text: csv };
}
