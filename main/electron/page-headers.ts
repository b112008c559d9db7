import { extname } from "node:path";
import { CONSOLE_POLICY, PAGE_HEADERS } from "#main/shared/page-policy.ts";

/** No script at all: what happened is text that may quote anything. */
const RECOVERY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Headers of a page or a file of the console. */
export function fileHeaders(path: string, download: boolean): Record<string, string> {
  const ending = extname(path);
  if (download) {
    const name = encodeURIComponent(path.split(/[/\\]/).at(-1)!);
    return {
      ...PAGE_HEADERS,
      "content-security-policy": RECOVERY_POLICY,
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
    };
  }
  return {
    ...PAGE_HEADERS,
    "content-security-policy": CONSOLE_POLICY,
    "content-type": (Object.hasOwn(TYPES, ending) && TYPES[ending]) || "application/octet-stream",
  };
}

export function recoveryHeaders(): Record<string, string> {
  return {
    ...PAGE_HEADERS,
    "content-security-policy": RECOVERY_POLICY,
    "content-type": "text/html; charset=utf-8",
  };
}
