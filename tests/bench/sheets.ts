import { type ChildProcess, spawn } from "node:child_process";
import { once as occurs } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.ts";
import { fixed, formatTable } from "./table.ts";

const SERVER = fileURLToPath(new URL("./sheet-server.ts", import.meta.url));
const READER = fileURLToPath(new URL("./sheet-reader.ts", import.meta.url));

/**
 * Who held a sheet of ten million cells would run out of it. Speed is measured without it: so little room keeps the
 * collector busy for most of the time.
 */
const LITTLE_ROOM = { NODE_OPTIONS: "--max-old-space-size=96" };

const BOOKS = [
  { book: "million", title: "1 M cells" },
  { book: "five-million", title: "5 M cells" },
  { book: "ten-million", title: "10 M cells" },
];

interface Reading {
  readonly rows: number;
  /** Wall time, the server's own work on the same cores included. */
  readonly seconds: number;
  /** Of it, waited for Google's quota of 60 requests a minute. */
  readonly waited: number;
  /** Processor time of the reading process: parsing, the doctor, landing. */
  readonly cpu: number;
  /** With little room for JavaScript and 256 MB for the engine. */
  readonly peak_mb: number;
  readonly findings?: number;
}

async function serve(): Promise<{ env: Record<string, string>; stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, [SERVER], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await occurs(child.stdout!.setEncoding("utf8"), "data")) as [string];
  return {
    env: JSON.parse(line) as Record<string, string>,
    stop: async () => {
      child.stdin?.end();
      await occurs(child, "close");
    },
  };
}

/**
 * A tab of a million cells and one of ten million into bronze, by a process of its own that talks to a local Google
 * under Google's names; and the doctor over 50,000 rows.
 */
export async function benchSheets(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const google = await serve();
  const once = async (kind: string, book: string, env: Record<string, string>) => {
    const done = await measure(READER, [kind, book, folder], { ...google.env, ...env });
    if (done.code !== 0) throw new Error(done.errors.map(({ text }) => text).join("\n"));
    await rm(join(folder, `${kind}-${book}`), { recursive: true, force: true });
    return { ...(JSON.parse(done.out) as Omit<Reading, "peak_mb">), peak_mb: done.peak_mb };
  };
  const read = async (kind: string, book: string): Promise<Reading> => ({
    ...(await once(kind, book, {})),
    peak_mb: (await once(kind, book, LITTLE_ROOM)).peak_mb,
  });
  try {
    const copied: Reading[] = [];
    const landed: Reading[] = [];
    for (const { book } of BOOKS) copied.push(await read("copy", book));
    for (const { book } of BOOKS) landed.push(await read("land", book));
    const doctor = await read("check", "doctor");
    console.info(`\nGoogle Sheets, ten columns`);
    console.info(
      formatTable([
        HEAD,
        ...copied.map((reading, index) => row(`${BOOKS[index]!.title} read`, reading)),
        ...landed.map((reading, index) => row(`${BOOKS[index]!.title} into bronze`, reading)),
      ]),
    );
    console.info(
      [
        `Memory: ${growth(copied)} to read, ${growth(landed)} with the engine (limit 256 MB).`,
        `Doctor, 50,000 rows: ${fixed(doctor.seconds)} s, ${fixed(doctor.cpu)} s of cpu, ${doctor.findings} findings (must: 5 s).`,
      ].join("\n"),
    );
  } finally {
    await google.stop();
  }
}

/** Room that is filled once stays filled: what counts is that the second five million cells need no more than the first. */
function growth([one, five, ten]: readonly Reading[]): string {
  const ratio = (more: Reading, less: Reading) => `×${fixed(more.peak_mb / less.peak_mb)}`;
  return `${ratio(five!, one!)} from 1 M to 5 M cells and ${ratio(ten!, five!)} from 5 M to 10 M`;
}

const HEAD = ["sheet", "rows", "s", "waited s", "cpu s", "rows/s", "rows/s of cpu", "peak MB"];
const row = (name: string, { rows, seconds, waited, cpu, peak_mb }: Reading): readonly string[] => [
  name,
  rows.toLocaleString("en"),
  fixed(seconds),
  fixed(waited),
  fixed(cpu),
  Math.round(rows / (seconds - waited)).toLocaleString("en"),
  Math.round(rows / cpu).toLocaleString("en"),
  fixed(peak_mb, 0),
];
