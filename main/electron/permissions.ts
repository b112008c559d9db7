import { isConsole } from "./origins.ts";

/** What the console may have, and why. Everything not named here is refused. */
const GRANTED: ReadonlyMap<string, string> = new Map([
  ["clipboard-sanitized-write", "copy an address, a query or a cell"],
]);

export interface PermissionWish {
  readonly permission: string;
  /** Address or origin of the page that asks. */
  readonly from: string;
  readonly mainFrame: boolean;
}

/** For requests and for checks alike. */
export function mayHave({ permission, from, mainFrame }: PermissionWish): boolean {
  return mainFrame && isConsole(from) && GRANTED.has(permission);
}
