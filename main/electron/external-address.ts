import { parsed } from "./origins.ts";

/** Where our own links lead: the cell in its sheet, the file, the sign-in. Opened without a question. */
const KNOWN_HOSTS: ReadonlySet<string> = new Set([
  "docs.google.com",
  "sheets.google.com",
  "drive.google.com",
  "accounts.google.com",
]);

/**
 * What becomes of an address that wants to leave the window. `ask`: shown to the person with the name of
 * the host first. Only https; no name or password in it, which hide the host; no port of one's own.
 */
export function externalVerdict(address: string): "open" | "ask" | "refuse" {
  const url = parsed(address);
  if (url === null || url.protocol !== "https:") return "refuse";
  if (url.username !== "" || url.password !== "" || url.port !== "") return "refuse";
  if (isThisNetwork(url.hostname)) return "refuse";
  return KNOWN_HOSTS.has(url.hostname) ? "open" : "ask";
}

/** A link in somebody's data has no business with this computer or its neighbours. */
function isThisNetwork(host: string): boolean {
  const numeric = /^[\d.]+$/.test(host) || host.startsWith("[");
  return numeric || !host.includes(".") || /\.(localhost|local|internal)\.?$/.test(host);
}
