import type { Finding } from "#domain/findings.ts";
import { AppError } from "#domain/errors.ts";
import type { TableProfile } from "#domain/mapping/profile.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import type { Source } from "#domain/workspace.ts";
import type { Inspection, PreparedTable, TableLayout } from "#ports/file-reader.ts";
import type { ProfileSession } from "#ports/profiler.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";

/** Name of the loaded table inside a profile session. */
export const TABLE = "the new source";

/** A source read whole, before anything is saved. */
export interface SourceReading {
  readonly layout: TableLayout;
  readonly profile: TableProfile;
  readonly findings: readonly Finding[];
  /** False when the row of the column names is a guess. */
  readonly certain: boolean;
  readonly files: number;
  /** Rows of the first file; later files of a folder have addresses of their own. */
  readonly session: ProfileSession;
}

/**
 * Reads every file of a source into a scratch engine and profiles it. `work` gets the reading; the engine and
 * all temporary files are gone when it is done.
 * @throws AppError what the file reader throws; `bad_input` for a folder without tables.
 */
export async function withSource<T>(
  services: Services,
  source: Pick<Source, "origin" | "read">,
  call: Call,
  work: (reading: SourceReading) => Promise<T>,
): Promise<T> {
  const files = await services.files.list(source.origin);
  if (files.length === 0) {
    throw new AppError("bad_input", `${source.origin.path} holds no table.`, {
      hint: "Put CSV or JSON files into the folder, or choose another one.",
    });
  }
  const session = await services.profiler.open(call.signal);
  try {
    let first: Inspection | undefined;
    const findings: Finding[] = [];
    for (const [index, file] of files.entries()) {
      call.progress({
        step: "read",
        label: `Reading ${file.path}`,
        fraction: index / files.length,
      });
      const inspection = await services.reader.inspect(file.path, source.read, call.signal);
      first ??= inspection;
      findings.push(
        ...inspection.findings,
        ...(await load(services, session, file.path, inspection, call)),
      );
    }
    if (!first) throw new AppError("internal", "No file was read.");
    call.progress({ step: "profile", label: "Looking at all values", fraction: null });
    const profile = declared(await session.profile(TABLE), first.layout);
    return await work({
      layout: first.layout,
      certain: first.certain,
      profile,
      findings: once(findings),
      files: files.length,
      session,
    });
  } finally {
    await session.close();
  }
}

/** The profile with what the service that holds the table says about its columns. */
function declared(profile: TableProfile, { known_formats: known = {} }: TableLayout): TableProfile {
  const columns = profile.columns.map((column) => {
    const format = known[column.header];
    return format === undefined ? column : { ...column, declared: format };
  });
  return { ...profile, columns };
}

/** Loads one file; one that proves irregular while the engine reads it is rewritten and read again. */
async function load(
  services: Services,
  session: ProfileSession,
  path: string,
  inspection: Inspection,
  call: Call,
): Promise<readonly Finding[]> {
  const folder = services.limits().temporary_folder;
  const attempt = async (repair: boolean): Promise<PreparedTable> => {
    const prepared = await services.reader.prepare(path, inspection.layout, folder, {
      repair,
      signal: call.signal,
    });
    try {
      await session.load(TABLE, prepared);
      return prepared;
    } finally {
      await services.files.release(prepared);
    }
  };
  try {
    return (await attempt(false)).findings;
  } catch (error) {
    if (!(error instanceof SqlRefused)) throw error;
    return (await attempt(true)).findings;
  }
}

/** Inspecting and preparing may see the same defect. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ kind, address, text }) => {
    const key = [kind, address ?? "", text].join("\n");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
