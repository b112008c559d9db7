/** Who may talk to the web host: decisions only, no sockets. */
import { CONSOLE_POLICY, PAGE_HEADERS } from "#main/shared/page-policy.ts";

export interface Head {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly cookie: string | undefined;
}

/** The one address this host answers to. Another name for it means somebody else's DNS. */
export const originOf = (port: number): string => `http://127.0.0.1:${port}`;

/** Cookies ignore ports, so the name carries it. */
export const cookieName = (port: number): string => `medallion_${port}`;

export function isOurHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`;
}

/** Value of a cookie; of two with the same name the first, as browsers send the more exact one first. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

/**
 * Whether a request comes from our own page. A browser says `none` only for an address that the person
 * typed or opened, which may show a page and do nothing else.
 */
export function isOurPage(head: Head, port: number): boolean {
  if (head.origin !== undefined) return head.origin === originOf(port);
  if (head.fetchSite === "same-origin") return true;
  return head.fetchSite === "none" && head.method === "GET";
}

/** Sent with every answer. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  "content-security-policy": CONSOLE_POLICY,
  "x-frame-options": "DENY",
  "cache-control": "no-store",
};
