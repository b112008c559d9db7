import type { IncidentBook } from "#domain/night/incidents.ts";
import type { Outbox } from "#domain/night/outbox.ts";
import type { NightRecord, SharedNight } from "#domain/night/record.ts";
import type { OwedSlots } from "#domain/night/slots.ts";

export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

/** What nights leave in the workspace. Every write is atomic and durable when the promise resolves. */
export interface NightStore {
  /** Oldest first. A record that cannot be read is left out. */
  list(): Promise<readonly NightRecord[]>;
  save(record: NightRecord): Promise<void>;
  /** Planned starts that wait for a night; nothing is owed when the file is not there. */
  owed(): Promise<OwedSlots>;
  saveOwed(owed: OwedSlots): Promise<void>;
  /** The last nights of all computers that share the lake, as far as they were fetched; this one's among them. */
  shared(): Promise<readonly SharedNight[]>;
  /** Lays this computer's last night into the lake, where the next push takes it along. */
  share(night: SharedNight): Promise<void>;
  book(): Promise<IncidentBook>;
  saveBook(book: IncidentBook): Promise<void>;
  /** Messages that have not arrived yet. */
  outbox(): Promise<Outbox>;
  saveOutbox(outbox: Outbox): Promise<void>;
  /** `reports/<date>/`, all of it or what was there before. @returns the folder. */
  saveBundle(date: string, files: readonly BundleFile[]): Promise<string>;
  /** Deletes logs last written before, bundles of days before, and all but the newest nights. @returns how many. */
  retain(before: {
    readonly logs: Date;
    readonly bundles: string;
    readonly nights: number;
  }): Promise<number>;
}
