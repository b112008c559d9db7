import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";

/** `sources.peek`: the first rows as they stand there, before anything is understood. Nothing is written. */
export const peekSource: Handler<"sources", "peek"> =
  (services) =>
  async ({ origin, read, limit }, call) => {
    const [first] = await services.files.list(origin);
    if (!first) {
      throw new AppError("bad_input", `${origin.path} holds no table.`, {
        hint: "Put CSV or JSON files into the folder, or choose another one.",
      });
    }
    const found = await services.reader.peek(first.path, read, limit, call.signal);
    return {
      ...found,
      rows: found.rows.map((row) => [...row]),
      findings: [...found.findings],
    };
  };
