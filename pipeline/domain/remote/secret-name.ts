import type { RemotePlace, SourceOrigin } from "#domain/workspace.ts";
import { restSecretName } from "./web-address.ts";
import { databaseSecretName, parseDatabaseAddress } from "./address.ts";

/** Under which name the secret of an origin is kept on this computer; null for one that needs none. */
export function secretNameOf(origin: SourceOrigin | RemotePlace): string | null {
  if (origin.kind === "postgres" || origin.kind === "mysql") {
    const address = parseDatabaseAddress(origin.path);
    return address && databaseSecretName(address);
  }
  return origin.kind === "rest" ? restSecretName(origin) : null;
}
