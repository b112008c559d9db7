/** The one scheme our pages come from; `file:` and the web are never loaded. */
export const SCHEME = "app";
/** The console. */
export const CONSOLE = `${SCHEME}://medallion`;
/** The page for when the console cannot be shown; it has no script and no bridge to the host. */
export const RECOVERY = `${SCHEME}://recovery`;

/** An address as a URL, or null when it is none. */
export function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/**
 * Scheme, host and port of an address. Compared as a whole and never by a prefix or a substring: the
 * address of a foreign page may contain ours. Node's `origin` is "null" for schemes of one's own.
 * @returns null for what is no address, has no host, or carries a name or password
 */
export function originOf(address: string): string | null {
  const url = parsed(address);
  if (url === null || url.host === "" || url.username !== "" || url.password !== "") return null;
  return `${url.protocol}//${url.host}`;
}

export function isConsole(address: string): boolean {
  return originOf(address) === CONSOLE;
}

export function isRecovery(address: string): boolean {
  return originOf(address) === RECOVERY;
}
