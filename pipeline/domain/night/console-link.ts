/** A path of the console: plain, of this console only, never another address. */
const SCREEN = /^\/(?!\/)[\w\-./~%]*(\?[\w\-./~%=&]*)?$/;

const ORIGIN = /^https?:\/\/[\w.\-[\]:]+/;

export const isScreen = (path: string): boolean => path.length <= 300 && SCREEN.test(path);

/**
 * The address that opens a screen from a mail or a chat. It goes through `/open`, a page without content:
 * a browser that comes from another site shows its cookie only to what our own page opens.
 * @param console_url where the console is opened, e.g. `http://127.0.0.1:8123`.
 */
export function consoleLink(console_url: string | null, screen: string): string | null {
  const origin = ORIGIN.exec(console_url ?? "")?.[0];
  if (origin === undefined || !isScreen(screen)) return null;
  return `${origin}/open?to=${encodeURIComponent(screen)}`;
}
