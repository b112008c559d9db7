import { z } from "zod";
import { origin } from "./sources.ts";

/** How a source elsewhere is reached. Secrets are in the keychain of this computer and never cross back. */
export const connectionInput = z.object({ origin });
export const rememberInput = connectionInput.extend({
  /** Password or token. */
  secret: z.string().min(1).max(10_000),
});
/** Under which name the secret is kept. */
export const connectionName = z.object({ name: z.string() });

export const connectionTest = z.object({
  reachable: z.boolean(),
  /** What is in the way, as a stable word, e.g. `tls_untrusted`; null when nothing is. */
  failure: z.string().nullable(),
  /** One sentence, and what to do. */
  text: z.string(),
  action: z.string().nullable(),
});
