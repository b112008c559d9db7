import { isConsole, isRecovery, parsed } from "./origins.ts";

/** What the recovery page's links ask for. */
export const RECOVERY_ACTIONS = ["restart", "other-folder", "logs", "quit"] as const;
export type RecoveryAction = (typeof RECOVERY_ACTIONS)[number];

export type Navigation =
  | { readonly verdict: "allow" }
  | { readonly verdict: "deny" }
  | { readonly verdict: "act"; readonly action: RecoveryAction };

const ALLOW: Navigation = { verdict: "allow" };
const DENY: Navigation = { verdict: "deny" };

/**
 * Whether a frame may go from one address to another, by link, script, form or redirect. Pages move
 * within the console only; the links of the recovery page are not followed but acted upon.
 */
export function navigation(from: string, to: string, mainFrame: boolean): Navigation {
  if (!mainFrame) return DENY;
  if (isRecovery(from)) return recoveryLink(to);
  return isConsole(from) && isConsole(to) ? ALLOW : DENY;
}

function recoveryLink(to: string): Navigation {
  const url = isRecovery(to) ? parsed(to) : null;
  const action = RECOVERY_ACTIONS.find((name) => url?.pathname === `/do/${name}`);
  return action === undefined ? DENY : { verdict: "act", action };
}

/** Downloads come from the workspace's exports, or were made by the page itself. */
export function mayDownload(address: string): boolean {
  if (address.startsWith("blob:")) return isConsole(address.slice("blob:".length));
  return isConsole(address) && parsed(address)?.pathname.startsWith("/download/") === true;
}
