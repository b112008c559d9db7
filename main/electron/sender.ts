import { isConsole } from "./origins.ts";

/** Who sent a message: the frame, if it is still there, and the number of its window's page. */
export interface Sender {
  readonly page: number;
  readonly frame: { readonly address: string; readonly top: boolean } | null;
}

/**
 * A message counts when it comes from a window this host opened, from its top frame, and that frame shows
 * the console now. A frame that has moved on or gone is nobody.
 */
export function trusted(sender: Sender, pages: ReadonlySet<number>): boolean {
  return (
    pages.has(sender.page) &&
    sender.frame !== null &&
    sender.frame.top &&
    isConsole(sender.frame.address)
  );
}
