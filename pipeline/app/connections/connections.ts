import { AppError } from "#domain/errors.ts";
import { secretNameOf } from "#domain/remote/secret-name.ts";
import type { SourceOrigin } from "#domain/workspace.ts";
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

/** `connections.test`: whether an origin can be read now, and if not, what is in the way. Nothing is written. */
export const testConnection: Handler<"connections", "test"> =
  (services) =>
  async ({ origin }, call) => {
    try {
      const found = await services.files.list(origin, call.signal);
      const text =
        found.length === 0 ? "It can be reached; there is nothing to read yet." : "It can be read.";
      return { reachable: true, failure: null, text, action: null };
    } catch (error) {
      if (
        !(error instanceof AppError) ||
        !["upstream", "not_found", "bad_input"].includes(error.code)
      )
        throw error;
      const { failure } = (error.details ?? {}) as { failure?: string };
      const action = error.hint ?? null;
      return { reachable: false, failure: failure ?? error.code, text: error.message, action };
    }
  };

function nameOf(origin: SourceOrigin): string {
  const name = secretNameOf(origin);
  if (name !== null) return name;
  throw new AppError("usage", "This kind of source needs no secret.", {
    hint: "Connect it without one.",
  });
}
