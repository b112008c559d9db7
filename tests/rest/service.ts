/** A small web service on this computer that pages in every usual way, asks for a token and has bad days. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestService {
  readonly url: string;
  /** Path and query of every request, in order. */
  readonly seen: string[];
  readonly tokens: (string | undefined)[];
  /** Answers of the next requests instead of what is there. */
  readonly bad: { readonly status: number; readonly headers?: Record<string, string> }[];
  records: readonly unknown[];
  close(): Promise<void>;
}

const SIZE = 2;

export async function startService(token: string): Promise<TestService> {
  const service = { seen: [], tokens: [], bad: [], records: [] } as unknown as TestService;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", service.url);
    service.seen.push(url.pathname + url.search);
    service.tokens.push(request.headers.authorization);
    const bad = service.bad.shift();
    if (bad) return void response.writeHead(bad.status, bad.headers).end("{}");
    if (request.headers.authorization !== `Bearer ${token}`)
      return void response.writeHead(401).end();
    const body = bodies[url.pathname]?.(url, response, service);
    if (body === undefined) return void response.writeHead(404).end();
    response.setHeader("content-type", "application/json");
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(service, {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  });
}

type Body = (url: URL, response: ServerResponse, service: TestService) => unknown;

const bodies: Record<string, Body> = {
  "/all": (_url, _response, { records }) => ({ data: { orders: records } }),
  "/exact": () => '[{"order_id": 12345678901234567890, "total": 1.10}]',
  "/text": () => "<html>Sign in</html>",
  "/link": (url, response, { records }) => {
    const at = Number(url.searchParams.get("at") ?? 0);
    if (at + SIZE < records.length)
      response.setHeader("link", `</link?at=${at + SIZE}>; rel="next"`);
    return records.slice(at, at + SIZE);
  },
  "/elsewhere": (_url, response) => {
    response.setHeader("link", '<http://127.0.0.2:1/x>; rel="next"');
    return [];
  },
  "/cursor": (url, _response, { records }) => {
    const at = Number(url.searchParams.get("after") ?? 0);
    const next = at + SIZE < records.length ? String(at + SIZE) : null;
    return { orders: records.slice(at, at + SIZE), meta: { next } };
  },
  "/forever": () => ({ orders: [], meta: { next: "1" } }),
  "/page": (url, _response, { records }) => {
    const page = Number(url.searchParams.get("page"));
    return records.slice((page - 1) * SIZE, page * SIZE);
  },
  "/moved": (_url, response) => {
    response.statusCode = 302;
    response.setHeader("location", "http://127.0.0.2:1/x");
    return "";
  },
};
