import { AppError } from "#domain/errors.ts";
import type { SecretStore } from "#ports/secrets.ts";

const SERVICE = "Medallion";

/**
 * The keychain of the operating system: macOS Keychain, Windows Credential Manager, Secret Service on Linux.
 * Its native part is loaded on first use: a run that needs no secret does not pay for it.
 */
export function openKeychain(): SecretStore {
  const entry = async (name: string) => {
    const { AsyncEntry } = await import("@napi-rs/keyring");
    return new AsyncEntry(SERVICE, name);
  };
  return {
    get: (name) => unlocked(async () => (await entry(name)).getPassword()),
    set: (name, value) => unlocked(async () => (await entry(name)).setPassword(value)),
    delete: (name) => unlocked(async () => void (await (await entry(name)).deletePassword())),
  };
}

/** The library's errors may name the entry but never hold the value; still only our words go on. */
async function unlocked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("upstream", "The keychain of this computer is locked or not there.", {
      hint: "Unlock it and try again. On a server without one, hand secrets over in the environment (see the README).",
      cause,
    });
  }
}
