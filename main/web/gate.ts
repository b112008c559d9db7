import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isScreen } from "#domain/night/console-link.ts";
import {
  cookieName,
  cookieValue,
  type Head,
  isOurHost,
  isOurPage,
  SAFE_HEADERS,
} from "./policy.ts";

/** Secrets of one start: the address the person opens, and what the browser shows afterwards. */
export interface Secrets {
  readonly token: string;
  readonly cookie: string;
  /** Lets a program read `/metrics` and nothing else; null: nobody without the cookie. */
  readonly scrape: string | null;
}

export function freshSecrets(scrape: string | null = null): Secrets {
  const secret = (): string => randomBytes(32).toString("base64url");
  return { token: secret(), cookie: secret(), scrape };
}

function same(given: string | null | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function headOf({ method, headers }: IncomingMessage): Head {
  const site = headers["sec-fetch-site"];
  return {
    method: method ?? "",
    host: headers.host,
    origin: headers.origin,
    fetchSite: Array.isArray(site) ? site[0] : site,
    cookie: headers.cookie,
  };
}

/** `Authorization: Bearer …` with the token for measurements. */
function mayScrape({ method, headers }: IncomingMessage, path: string, scrape: string | null) {
  if (scrape === null || method !== "GET" || path !== "/metrics") return false;
  return same(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1], scrape);
}

/** A short plain answer. */
export function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

/**
 * `/open?to=/quality`, where links in mails and chats lead. A browser that comes from elsewhere does not show our
 * cookie; what this page opens is asked by our own page, and does. It holds nothing and answers everybody alike.
 */
function sendOnwards(response: ServerResponse, screen: string): void {
  const to = isScreen(screen) ? screen.replaceAll("&", "&amp;") : "/";
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(
    `<!doctype html><meta http-equiv="refresh" content="0;url=${to}"><title>Medallion</title>\n`,
  );
}

/**
 * Every request passes here first. True: it may be routed. Otherwise it has been answered: 421 for
 * another host name, 303 when the token was exchanged for the cookie, 401 without the cookie, 403 from
 * another page.
 */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  secrets: Secrets,
): boolean {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
  const head = headOf(request);
  if (!isOurHost(head.host, port)) {
    say(response, 421, "This address is not served here.");
    return false;
  }
  const [path, search] = (request.url ?? "/").split("?", 2);
  const token = new URLSearchParams(search ?? "").get("token");
  if (head.method === "GET" && path === "/" && token !== null && same(token, secrets.token)) {
    response.writeHead(303, {
      location: "/",
      "set-cookie": `${cookieName(port)}=${secrets.cookie}; HttpOnly; SameSite=Strict; Path=/`,
    });
    response.end();
    return false;
  }
  if (head.method === "GET" && path === "/open") {
    sendOnwards(response, new URLSearchParams(search ?? "").get("to") ?? "");
    return false;
  }
  if (mayScrape(request, path ?? "", secrets.scrape)) return true;
  if (!same(cookieValue(head.cookie, cookieName(port)), secrets.cookie)) {
    say(response, 401, "Open the address that `medallion serve` printed: it lets this browser in.");
    return false;
  }
  if (!isOurPage(head, port)) {
    say(response, 403, "Only the console's own page may ask this.");
    return false;
  }
  return true;
}
