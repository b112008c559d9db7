import { AppError } from "#domain/errors.ts";
import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { findSource } from "./summary.ts";

/**
 * `sources.accept`: the held read is right; the next run takes it over if the source still says the same. As
 * `append` it adds to the rows there are, and so does every later read.
 */
export const acceptSource: Handler<"sources", "accept"> =
  (services) =>
  async ({ id, reason, append }) => {
    findSource(await services.workspaces.open(services.directory), id);
    if ((await services.bronze.held(id))?.kind === "renamed") throw renamesFirst(id);
    const held = await services.bronze.accept(id, reason, services.clock.now().toISOString());
    if (append) await readAsAppend(services, id);
    return { id, rows: held.rows_read, batch_id: null };
  };

/** `sources.discard`: the held read is wrong and thrown away; the last good rows stay. */
export const discardSource: Handler<"sources", "discard"> =
  (services) =>
  async ({ id }) => {
    findSource(await services.workspaces.open(services.directory), id);
    const held = await services.bronze.discardHeld(id);
    return { id, rows: held.rows_read, batch_id: null };
  };

function renamesFirst(id: string): AppError {
  return new AppError("usage", `Columns of ${id} have other names, so it was not read yet.`, {
    hint: `Answer first: \`source accept-rename ${id}\`, or with --no if it is another column.`,
  });
}

async function readAsAppend(services: Services, id: string): Promise<void> {
  await services.workspaces.update(services.directory, (workspace) => ({
    ...workspace,
    sources: workspace.sources.map((source) =>
      source.id === id ? { ...source, mode: "append" as const } : source,
    ),
  }));
}
