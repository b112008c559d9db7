import { z } from "zod";
import { instant } from "./values.ts";

/** An account that reads sheets. Its secret is in the keychain of this computer and never crosses back. */
export const account = z.object({
  name: z.string(),
  kind: z.enum(["signed_in", "service_account", "api_key"]),
  /** The address sheets are shared with; null for a key. */
  email: z.string().nullable(),
});
export type Account = z.infer<typeof account>;

/** An account as it stands today. */
export const listedAccount = account.extend({
  /** When Google ends the sign-in by itself; null for one that lasts. */
  access_until: instant.nullable(),
  /** Whole days until then: 0 on the last one, negative once it is over. */
  days_left: z.number().int().nullable(),
  notice: z.object({ text: z.string(), action: z.string() }).nullable(),
});
export type ListedAccount = z.infer<typeof listedAccount>;

export const keyFileInput = z.object({
  /** Text of the JSON file Google gives for a service account. */
  key_file: z.string().min(2).max(100_000),
});
export const apiKeyInput = z.object({
  name: z.string().min(1).max(100),
  key: z.string().min(1).max(1000),
});
export const accountName = z.object({ name: z.string().min(1) });
export const removedAccount = z.object({
  name: z.string(),
  /** Sources that cannot be read any more until another account is chosen for them. */
  sources: z.array(z.string()),
});
