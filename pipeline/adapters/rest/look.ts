import { restSecretName, valueAt } from "#domain/remote/web-address.ts";
import type { RestOrigin } from "#domain/workspace.ts";
import { realTiming, type Timing } from "#adapters/calls/retry.ts";
import type { FoundTable, FoundTables } from "#ports/remote-places.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { firstAnswer, noList } from "./pages.ts";

/** A person waits. */
const PATIENCE = 20_000;
const DEEPEST = 4;
const MOST_LISTS = 50;

/** Lists of records in the first answer of a web service. @throws AppError `upstream`, `bad_input` for no list. */
export async function lookAtService(
  place: RestOrigin,
  { secrets, timing = realTiming }: { readonly secrets: SecretStore; readonly timing?: Timing },
  secret: string | undefined,
  signal?: AbortSignal,
): Promise<FoundTables> {
  const kept = secret ?? (await secrets.get(restSecretName(place)));
  const reader = { origin: place, secret: kept, timing, signal, patience: PATIENCE };
  const body = await firstAnswer(reader);
  if (place.list !== undefined && !Array.isArray(valueAt(body, place.list))) throw noList(place);
  const found = lists(body, "", 0);
  if (found.length === 0) throw noList(place);
  return { tables: found.slice(0, MOST_LISTS), more: found.length > MOST_LISTS };
}

/** Every list of records in a JSON value with the dotted path to it, the outermost first. */
function lists(value: unknown, path: string, depth: number): FoundTable[] {
  if (Array.isArray(value)) {
    const records = value.every((one) => typeof one === "object" && one !== null);
    return records
      ? [{ name: path, kind: "list", rows: value.length, bytes: null, growing: [] }]
      : [];
  }
  if (typeof value !== "object" || value === null || depth === DEEPEST) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    // A name with a dot in it cannot be part of a path.
    name.includes(".") ? [] : lists(inner, path === "" ? name : `${path}.${name}`, depth + 1),
  );
}
