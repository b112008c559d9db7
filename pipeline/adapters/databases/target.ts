import { AppError } from "#domain/errors.ts";
import { databaseSecretName, parseDatabaseAddress } from "#domain/remote/address.ts";
import type { DatabaseOrigin } from "#domain/workspace.ts";
import type { SecretStore } from "#ports/secrets.ts";
import type { Target } from "./driver.ts";
import { tlsOf } from "./tls.ts";

/**
 * Everything that is needed to reach the database of an origin.
 * @param secret instead of the kept one.
 * @throws AppError `bad_input` for what is no address, `upstream` without its CA file or the keychain.
 */
export async function targetOf(
  origin: Pick<DatabaseOrigin, "kind" | "path" | "tls" | "ca_file">,
  timeout_seconds: number,
  secrets: SecretStore,
  secret?: string,
): Promise<Target> {
  const address = parseDatabaseAddress(origin.path);
  if (!address) {
    throw new AppError("bad_input", `${origin.path} is no address of a database.`, {
      hint: `Write ${origin.kind}://user@host:port/database.`,
    });
  }
  return {
    address,
    password: secret ?? (await secrets.get(databaseSecretName(address))),
    tls: await tlsOf(origin, address.host),
    timeout_seconds,
  };
}
