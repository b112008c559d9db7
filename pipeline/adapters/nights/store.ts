import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isAbandoned } from "#adapters/disk/abandoned.ts";
import { syncFolder, writeAtomic, writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { EMPTY_BOOK, type IncidentBook } from "#domain/night/incidents.ts";
import { EMPTY_OUTBOX, type Outbox } from "#domain/night/outbox.ts";
import type { NightRecord, SharedNight } from "#domain/night/record.ts";
import { NOTHING_OWED, type OwedSlots } from "#domain/night/slots.ts";
import type { NightStore } from "#ports/nights.ts";

async function json<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch {
    return null;
  }
}

const entries = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** One file per computer; its own name may not be one of a file. */
const nameOf = (holder: string): string =>
  createHash("sha256").update(holder).digest("hex").slice(0, 16);

/** `nights/n000001.json` per night, `nights/incidents.json`, and `reports/<date>/`. */
export function createNightStore(directory: string): NightStore {
  const nights = join(directory, "nights");
  const reports = join(directory, "reports");
  const logs = join(directory, "logs");
  const shared = join(directory, "lake", "nights");
  const book = join(nights, "incidents.json");
  const owed = join(nights, "owed.json");
  const outbox = join(nights, "outbox.json");
  return {
    list: async () => {
      const names = (await entries(nights)).filter((name) => /^n\d{6}\.json$/.test(name)).sort();
      const found = await Promise.all(names.map((name) => json<NightRecord>(join(nights, name))));
      return found.filter((record) => record !== null);
    },
    save: (record) => {
      const name = `n${String(record.number).padStart(6, "0")}.json`;
      return writeJsonAtomic(join(nights, name), record);
    },
    owed: async () => (await json<OwedSlots>(owed)) ?? NOTHING_OWED,
    saveOwed: (value) => writeJsonAtomic(owed, value),
    shared: async () => {
      const names = (await entries(shared)).filter((name) => /^[0-9a-f]{16}\.json$/.test(name));
      const found = await Promise.all(names.map((name) => json<SharedNight>(join(shared, name))));
      return found.filter((one) => one !== null);
    },
    share: (night) => writeJsonAtomic(join(shared, `${nameOf(night.holder)}.json`), night),
    book: async () => (await json<IncidentBook>(book)) ?? EMPTY_BOOK,
    saveBook: (value) => writeJsonAtomic(book, value),
    outbox: async () => (await json<Outbox>(outbox)) ?? EMPTY_OUTBOX,
    saveOutbox: (value) => writeJsonAtomic(outbox, value),
    saveBundle: async (date, files) => {
      const final = join(reports, date);
      const draft = join(reports, `.${date}-${randomUUID()}`);
      await mkdir(draft, { recursive: true });
      for (const { name, text } of files) await writeAtomic(join(draft, name), text);
      await rm(final, { recursive: true, force: true });
      await rename(draft, final);
      await syncFolder(reports);
      return final;
    },
    retain: async (before) =>
      (await retainLogs(logs, before.logs)) +
      (await retainBundles(reports, before.bundles)) +
      (await retainNights(nights, before.nights)) +
      (await retainSupport(join(directory, "exports"), before.logs)),
  };
}

/** Deletes the entries of a folder that are too old. @returns how many. */
async function remove(
  folder: string,
  old: (name: string) => boolean | Promise<boolean>,
): Promise<number> {
  let gone = 0;
  for (const name of await entries(folder)) {
    if (!(await old(name))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    gone += 1;
  }
  return gone;
}

const writtenBefore = async (path: string, at: Date): Promise<boolean> =>
  (await stat(path)).mtime < at;

/** The log of errors is one file for ever; beyond this its older half goes. */
const ERRORS_BYTES = 5_000_000;

async function retainLogs(folder: string, before: Date): Promise<number> {
  const errors = join(folder, "errors.jsonl");
  const { size } = await stat(errors).catch(() => ({ size: 0 }));
  if (size > ERRORS_BYTES) {
    const lines = (await readFile(errors, "utf8")).split("\n");
    await writeAtomic(errors, lines.slice(lines.length / 2).join("\n"));
  }
  return remove(
    folder,
    async (name) => /^r\d+\.jsonl$/.test(name) && writtenBefore(join(folder, name), before),
  );
}

/** A draft of a killed night is debris: the night lock is held, so nobody writes one now. */
const retainBundles = (folder: string, before: string): Promise<number> =>
  remove(
    folder,
    (name) => name.startsWith(".") || (/^\d{4}-\d{2}-\d{2}$/.test(name) && name < before),
  );

/** A draft whose writer is gone will never get its name. */
async function retainNights(folder: string, kept: number): Promise<number> {
  const names = (await entries(folder)).filter((name) => /^n\d{6}\.json$/.test(name)).sort();
  const old = new Set(names.slice(0, Math.max(0, names.length - kept)));
  return remove(folder, (name) => old.has(name) || isAbandoned(name));
}

/** What people exported is theirs; what was made for who helps is not needed for long. */
const retainSupport = (folder: string, before: Date): Promise<number> =>
  remove(
    folder,
    async (name) =>
      /^medallion-support-[\d-]+\.zip$/.test(name) && writtenBefore(join(folder, name), before),
  );
