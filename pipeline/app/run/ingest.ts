import { AppError } from "#domain/errors.ts";
import type { Batch, SourceObject } from "#domain/run/batch.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import { dateColumn } from "#domain/run/first-date.ts";
import { missingRequired, shrinkGuard, startsLaterGuard } from "#domain/run/guards.ts";
import { learnShrink, type ShrinkLimit } from "#domain/run/shrink-band.ts";
import { DEFAULT_SETTINGS } from "#domain/workspace.ts";
import type { Inspection, PreparedTable } from "#ports/file-reader.ts";
import type { HoldReason, StagedRead } from "#ports/lake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import type { Services } from "#app/services.ts";
import type { SourceState } from "./context.ts";
import { columnDrift } from "./column-drift.ts";
import { holdIfRenamed } from "./renamed.ts";

/** What one source brought in this run; the shape of `layers.bronze` of the run's result. */
export interface SourceRead {
  rows_read: number;
  rows_blank: number;
  rows_new: number;
  rows_changed: number;
  rows_deleted: number;
  held: boolean;
}

export interface IngestRequest {
  readonly services: Services;
  readonly run: number;
  readonly full: boolean;
  readonly started_at: string;
  readonly time_zone: string;
  readonly settings: { readonly rows: number; readonly share: number };
  /** Opens the draft, macros included, the first time a file must really be read. */
  readonly session: () => Promise<SqlSession>;
  readonly temporary_folder: string;
  readonly signal: AbortSignal | undefined;
}

/** A week of equal size and time is trusted; then contents are read again. */
const TRUST_MILLISECONDS = 7 * 86_400_000;

/**
 * Reads what is new of one source into bronze. Every failure to read, and every read that looks wrong, holds
 * the source at its last good batch; only engine failures and cancellation stop the run.
 */
export async function ingestSource(
  request: IngestRequest,
  state: SourceState,
): Promise<SourceRead> {
  const total = emptyRead();
  try {
    const files = await request.services.files.list(state.source.origin, request.signal);
    let sequence = 0;
    for (const file of files) {
      if (!request.full && isKnown(state.batches, file, request.started_at)) continue;
      const done = await ingestFile(request, state, file, sequence);
      add(total, done.read);
      if (done.batch) sequence += 1;
      if (done.batch) state.batches = [...state.batches, done.batch];
      if (done.held) return holdAs(total, state, done.held.text, done.held.action);
    }
    await releaseStaleHold(request, state);
    return total;
  } catch (error) {
    if (!isUpstream(error)) throw error;
    await noteHold(request, state, error);
    return holdAs(total, state, error.message, error.hint ?? null);
  }
}

/** Errors about the source itself. The workspace's own disk and the user's stop are not. */
function isUpstream(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    ["upstream", "not_found", "bad_input", "question"].includes(error.code)
  );
}

function holdAs(
  total: SourceRead,
  state: SourceState,
  text: string,
  action: string | null,
): SourceRead {
  state.held = text;
  state.held_action = action;
  return { ...total, held: true };
}

async function noteHold(
  request: IngestRequest,
  state: SourceState,
  error: AppError,
): Promise<void> {
  await request.services.bronze.noteHeld({
    kind: error.code === "upstream" || error.code === "not_found" ? "upstream" : "unreadable",
    text: error.message,
    action: error.hint ?? "Look at the source, then run again.",
    transient: error.retryable,
    source_id: state.source.id,
    held_at: request.started_at,
    content_hash: "",
    rows_read: 0,
    rows_before: 0,
  });
}

/** Getting here means that what the source says now is what bronze has: an earlier refusal is history. */
async function releaseStaleHold(request: IngestRequest, state: SourceState): Promise<void> {
  const held = await request.services.bronze.held(state.source.id);
  if (held) await request.services.bronze.discardHeld(state.source.id);
}

/** Equal path, revision, size and time within a week of the last reading of its content. */
function isKnown(
  batches: readonly Batch[],
  file: Omit<SourceObject, "content_hash">,
  now: string,
): boolean {
  const last = batches.findLast((batch) => batch.object.path === file.path);
  // Neither a time nor a revision: only reading it tells whether it changed.
  if (!last || (file.modified_ms === 0 && file.revision === undefined)) return false;
  const age = Date.parse(now) - Date.parse(last.ingested_at);
  return (
    last.object.revision === file.revision &&
    last.object.bytes === file.bytes &&
    last.object.modified_ms === file.modified_ms &&
    age < TRUST_MILLISECONDS
  );
}

interface FileRead {
  readonly read: SourceRead;
  readonly batch: Batch | null;
  readonly held: HoldReason | null;
}

async function ingestFile(
  request: IngestRequest,
  state: SourceState,
  file: Omit<SourceObject, "content_hash">,
  sequence: number,
): Promise<FileRead> {
  const { services, signal } = request;
  const inspection = await services.reader.inspect(file.path, state.source.read, signal);
  const prepared = await services.reader.prepare(
    file.path,
    inspection.layout,
    request.temporary_folder,
    { ...(signal && { signal }) },
  );
  const { table_name: label } = inspection.layout;
  const object = {
    ...file,
    content_hash: prepared.content_hash,
    ...(label !== undefined && { label }),
    ...(inspection.layout.spreadsheet && { spreadsheet: inspection.layout.spreadsheet }),
  };
  const last = state.batches.findLast((batch) => batch.object.path === file.path);
  if (!request.full && last?.object.content_hash === object.content_hash) {
    await services.files.release(prepared);
    return { read: emptyRead(), batch: null, held: null };
  }
  const renamed = await holdIfRenamed(request, state, prepared);
  if (renamed) return { read: emptyRead(), batch: null, held: renamed };
  const missing = missingRequired(state.mapping, prepared.headers);
  if (missing) {
    await services.files.release(prepared);
    throw new AppError("bad_input", missing.text, { hint: missing.action });
  }
  state.drift = columnDrift(state, prepared.headers, inspection.layout.known_formats);
  const staged = await stageWithRepair(request, state, inspection, prepared, object, sequence);
  return settle(request, state, staged, object);
}

/** A file that proves irregular while the engine reads it is rewritten into a regular one and read again. */
async function stageWithRepair(
  request: IngestRequest,
  state: SourceState,
  inspection: Inspection,
  first: PreparedTable,
  object: SourceObject,
  sequence: number,
): Promise<StagedRead> {
  const { services, signal } = request;
  const { source, mapping } = state;
  const column = dateColumn(mapping, source.time_zone, request.time_zone);
  const stage = async (prepared: PreparedTable): Promise<StagedRead> => {
    try {
      const staged = await services.bronze.stage(await request.session(), {
        source: state.source,
        run: request.run,
        sequence,
        ingested_at: request.started_at,
        object,
        prepared,
        layout: inspection.layout,
        earlier: state.batches,
        ...(column && { dates: column }),
      });
      if (!prepared.temporary) await confirm(services, prepared, staged);
      return staged;
    } finally {
      await services.files.release(prepared);
    }
  };
  try {
    return await stage(first);
  } catch (error) {
    if (!(error instanceof SqlRefused) || first.temporary) throw error;
    const repaired = await services.reader.prepare(
      object.path,
      inspection.layout,
      request.temporary_folder,
      { repair: true, ...(signal && { signal }) },
    );
    try {
      // What the engine stumbled over may have been a change of the file: then this is another file's text.
      await services.reader.confirmUnchanged(first);
    } catch (changed) {
      await services.files.release(repaired);
      throw changed;
    }
    return stage(repaired);
  }
}

/** A file that changed while it was read is not one state of the source: the read is thrown away. */
async function confirm(
  services: Services,
  prepared: PreparedTable,
  staged: StagedRead,
): Promise<void> {
  try {
    await services.reader.confirmUnchanged(prepared);
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

async function settle(
  request: IngestRequest,
  state: SourceState,
  staged: StagedRead,
  object: SourceObject,
): Promise<FileRead> {
  const read = {
    ...emptyRead(),
    rows_read: staged.rows_read,
    rows_blank: staged.rows_blank,
    rows_new: staged.rows_new,
    rows_deleted: staged.rows_deleted,
  };
  const reason = await guard(request, state, staged, object);
  if (reason) {
    await staged.hold(reason);
    return { read, batch: null, held: reason };
  }
  return { read, batch: await staged.commit(), held: null };
}

async function guard(
  request: IngestRequest,
  { source, batches }: SourceState,
  staged: StagedRead,
  object: SourceObject,
): Promise<HoldReason | null> {
  const held = await request.services.bronze.held(source.id);
  if (held?.accepted && held.content_hash === object.content_hash) return null;
  const shrunk = shrinkGuard(source, staged, shrinkLimit(request.settings, batches, object));
  return shrunk ?? startsLaterGuard(source, staged.later_start);
}

/** Learned from earlier reads of the object, unless a person has set a limit. */
function shrinkLimit(
  settings: ShrinkLimit,
  batches: readonly Batch[],
  { path }: SourceObject,
): ShrinkLimit {
  if (settings.share !== DEFAULT_SETTINGS.shrink_limit.share) return settings;
  const counts = batches.filter(({ object }) => object.path === path).map((one) => one.rows_read);
  return learnShrink(counts, settings);
}

function emptyRead(): SourceRead {
  return {
    rows_read: 0,
    rows_blank: 0,
    rows_new: 0,
    rows_changed: 0,
    rows_deleted: 0,
    held: false,
  };
}

function add(total: SourceRead, read: SourceRead): void {
  total.rows_read += read.rows_read;
  total.rows_blank += read.rows_blank;
  total.rows_new += read.rows_new;
  total.rows_deleted += read.rows_deleted;
}
