import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { syncScheduler } from "#app/schedule/register.ts";
import { markRemoved } from "#app/sources/remove.ts";
import { restorePrevious } from "#app/sources/map.ts";
import { undoDecisions } from "#app/quality/waive.ts";
import { AppError } from "#domain/errors.ts";
import { activeDecisions } from "#domain/quality/decisions.ts";
import type { Change } from "#ports/journal.ts";
import { changeId, changeNumber, recordChange } from "./note.ts";
import { type Undoing, undoingOf } from "./undoing.ts";
import { changeValues, stillStands } from "./values.ts";

/** Changes that people see; older ones stay in the journal. */
const SHOWN = 200;

/** `workspace.changes`: who changed what, newest first. */
export const changes: Handler<"workspace", "changes"> = (services) => async () => {
  const all = services.journal().changes({ limit: SHOWN });
  const standing = await standingNow(services);
  return all.map((change) => ({
    change_id: changeId(change.number),
    at: change.at,
    by: change.by,
    text: change.text,
    area: change.area,
    undoable: isUndoable(all, change) && standing(undoingOf(change.undo)),
  }));
};

/** `workspace.undo`: takes one change back, as a change of its own. */
export const undo: Handler<"workspace", "undo"> =
  (services) =>
  async ({ change_id }) => {
    const change = services.journal().change(changeNumber(change_id));
    if (!change) {
      throw new AppError("not_found", `There is no change ${change_id}.`, {
        hint: "The history lists all changes.",
      });
    }
    const how = undoingOf(change.undo);
    const newer = services.journal().changes({ limit: SHOWN });
    const standing = await standingNow(services);
    if (how === null || !isUndoable(newer, change) || !standing(how)) {
      throw new AppError(
        "conflict",
        "This cannot be undone any more: something newer stands on it.",
        {
          hint: "Look at the newer changes in the history; undo those first, or set the value anew.",
        },
      );
    }
    const taken = await takeBack(services, change, how);
    return { change_id: changeId(taken.number), text: taken.text };
  };

/** Taken back already means: there is nothing left to undo. */
const isUndoable = (all: readonly Change[], change: Change): boolean =>
  !all.some((other) => other.undoes === change.number);

/** Tells whether what a change did is still so. */
async function standingNow(services: Services): Promise<(how: Undoing | null) => boolean> {
  const workspace = await services.workspaces.open(services.directory);
  const versions = new Map<string, number>();
  for (const { id } of workspace.sources) {
    const mapping = await services.workspaces.mapping(services.directory, id);
    versions.set(id, mapping?.version ?? 0);
  }
  const today = services.clock.now().toISOString().slice(0, 10);
  const active = activeDecisions(await services.decisions.all(), today);
  const inForce = new Set(active.map(({ number }) => number));
  const removed = (id: string): boolean | undefined => {
    const source = workspace.sources.find((one) => one.id === id);
    return source && source.removed_at !== undefined;
  };
  return (how) => {
    switch (how?.kind) {
      case "values":
        return how.parts.every(({ part, after }) => stillStands(workspace, part, after));
      case "mapping":
        return versions.get(how.source_id) === how.version && how.version > 1;
      case "removed":
        return removed(how.source_id) === true;
      case "restored":
        return removed(how.source_id) === false;
      case "waived":
        return how.decisions.some((number) => inForce.has(number));
      default:
        return false;
    }
  };
}

async function takeBack(services: Services, change: Change, how: Undoing): Promise<Change> {
  const { area, number: undoes } = change;
  const text = takenBack(change.text);
  if (how.kind === "values") {
    const parts = how.parts.map(({ part, before }) => ({ part, values: before }));
    const taken = await changeValues(services, { area, parts, text, undoes });
    // What the system refuses shows in the schedule's state; the plan itself is taken back.
    if (area === "schedule") await syncScheduler(services).catch(() => undefined);
    return taken;
  }
  const next = await takeBackOther(services, how);
  return recordChange(services, { area, text, undo: next, undoes });
}

/** Taking a taking back back does it again. */
function takenBack(text: string): string {
  const [taken, again] = ["Taken back: ", "Done again: "];
  if (text.startsWith(taken)) return `${again}${text.slice(taken.length)}`;
  return `${taken}${text.startsWith(again) ? text.slice(again.length) : text}`;
}

/** @returns how to take the taking back back. */
async function takeBackOther(
  services: Services,
  how: Exclude<Undoing, { kind: "values" }>,
): Promise<Undoing | null> {
  switch (how.kind) {
    case "mapping": {
      const { source_id } = how;
      const { version } = await restorePrevious(services, source_id);
      return { kind: "mapping", source_id, version };
    }
    case "removed":
      await markRemoved(services, how.source_id, false);
      return { kind: "restored", source_id: how.source_id };
    case "restored":
      await markRemoved(services, how.source_id, true);
      return { kind: "removed", source_id: how.source_id };
    case "waived":
      await undoDecisions(services, how.decisions);
      return null;
  }
}
