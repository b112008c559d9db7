import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder, writeAtomic, writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { EMPTY_BOOK, type IncidentBook } from "#domain/night/incidents.ts";
import { EMPTY_OUTBOX, type Outbox } from "#domain/night/outbox.ts";
import type { NightRecord } from "#domain/night/record.ts";
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

/** `nights/n000001.json` per night, `nights/incidents.json`, and `reports/<date>/`. */
export function createNightStore(directory: string): NightStore {
  const nights = join(directory, "nights");
  const reports = join(directory, "reports");
  const logs = join(directory, "logs");
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
    retain: async (before) => {
      let gone = 0;
      for (const name of await entries(logs)) {
        const path = join(logs, name);
        if (!/^r\d+\.jsonl$/.test(name) || (await stat(path)).mtime >= before.logs) continue;
        await rm(path, { force: true });
        gone += 1;
      }
      for (const name of await entries(reports)) {
        // A draft of a killed night is debris: the night lock is held, so nobody writes one now.
        const old = /^\d{4}-\d{2}-\d{2}$/.test(name) && name < before.bundles;
        if (!old && !name.startsWith(".")) continue;
        await rm(join(reports, name), { recursive: true, force: true });
        gone += 1;
      }
      return gone;
    },
  };
}
