import type { SecretStore } from "#ports/secrets.ts";

/**
 * Secrets that servers and CI hand over in the environment; they win over the keychain and are never written.
 * `google/marta@shop.example` is `MEDALLION_SECRET_GOOGLE_MARTA_SHOP_EXAMPLE`.
 */
export function withEnvironment(
  inner: SecretStore,
  env: Readonly<Record<string, string | undefined>>,
): SecretStore {
  return {
    get: async (name) => env[environmentName(name)] ?? inner.get(name),
    set: (name, value) => inner.set(name, value),
    delete: (name) => inner.delete(name),
  };
}

export function environmentName(name: string): string {
  return `MEDALLION_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
}
