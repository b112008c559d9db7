import type { ConnectionTest } from "#contract/connections.ts";
import { AppError } from "#domain/errors.ts";
import { secretNameOf } from "#domain/remote/secret-name.ts";
import type { RemotePlace, SourceOrigin } from "#domain/workspace.ts";
import type { Handler } from "#app/use-case.ts";

/** `connections.remember`: keeps the password or token of an origin on this computer, outside the workspace. */
export const rememberConnection: Handler<"connections", "remember"> =
  (services) =>
  async ({ origin, secret }) => {
    const name = nameOf(origin);
    await services.secrets.set(name, secret);
    return { name };
  };

/** `connections.forget`: sources that used the secret are held at the next run. */
export const forgetConnection: Handler<"connections", "forget"> =
  (services) =>
  async ({ origin }) => {
    const name = nameOf(origin);
    await services.secrets.delete(name);
    return { name };
  };

/** `connections.kept`: whether there is a secret for an origin; never which. */
export const secretKept: Handler<"connections", "kept"> =
  (services) =>
  async ({ origin }) => {
    const name = secretNameOf(origin);
    return { kept: name === null ? null : (await services.secrets.get(name)) !== null };
  };

/** `connections.look`: what can be read at a place, or what is in the way. Nothing is kept. */
export const lookAround: Handler<"connections", "look"> =
  (services) =>
  async ({ place, secret }, call) => {
    try {
      const found = await services.places.look(place, secret, call.signal);
      const tables = found.tables.map((table) => ({ ...table, growing: [...table.growing] }));
      return { ...reached(tables.length), tables, more: found.more };
    } catch (error) {
      return { ...inTheWay(error), tables: [], more: false };
    }
  };

/** `connections.test`: whether an origin can be read now, and if not, what is in the way. Nothing is written. */
export const testConnection: Handler<"connections", "test"> =
  (services) =>
  async ({ origin }, call) => {
    try {
      // A run waits for a service that is not there just now; a person does not.
      const found =
        origin.kind === "rest"
          ? (await services.places.look(origin, undefined, call.signal)).tables
          : await services.files.list(origin, call.signal);
      return reached(found.length);
    } catch (error) {
      return inTheWay(error);
    }
  };

const reached = (found: number): ConnectionTest => ({
  reachable: true,
  failure: null,
  text: found === 0 ? "It can be reached; there is nothing to read yet." : "It can be read.",
  action: null,
});

/** What a person can do something about is an answer; bugs and a stop stay errors. */
function inTheWay(error: unknown): ConnectionTest {
  if (!(error instanceof AppError) || !["upstream", "not_found", "bad_input"].includes(error.code))
    throw error;
  const { failure } = (error.details ?? {}) as { failure?: string };
  const action = error.hint ?? null;
  return { reachable: false, failure: failure ?? error.code, text: error.message, action };
}

function nameOf(origin: SourceOrigin | RemotePlace): string {
  const name = secretNameOf(origin);
  if (name !== null) return name;
  throw new AppError("usage", "This kind of source needs no secret.", {
    hint: "Connect it without one.",
  });
}
