import { AppError } from "#domain/errors.ts";

/** A handler for a name of the contract whose use case is not written yet. It says so and does nothing. */
export function notYet(name: string): () => () => Promise<never> {
  return () => async () => {
    throw new AppError("usage", `${name} is not in this version yet.`, {
      hint: "See the list of commands with `medallion --help`.",
    });
  };
}
