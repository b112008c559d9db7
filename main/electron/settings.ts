import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const bounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});

/** What the desktop program remembers of its own; everything about a shop is in its workspace. */
const remembered = z.object({
  workspace: z.string().nullable().catch(null).default(null),
  bounds: bounds.nullable().catch(null).default(null),
});
export type Remembered = z.infer<typeof remembered>;

/** One file in the user-data folder. A file that cannot be read counts as a first start. */
export class DesktopSettings {
  readonly #file: string;
  #now: Remembered;

  private constructor(file: string, now: Remembered) {
    this.#file = file;
    this.#now = now;
  }

  static async open(file: string): Promise<DesktopSettings> {
    const text = await readFile(file, "utf8").catch(() => "{}");
    return new DesktopSettings(file, read(text));
  }

  get now(): Remembered {
    return this.#now;
  }

  /** Kept at once; a disk that refuses costs the person a choice next time and nothing else. */
  async remember(change: Partial<Remembered>): Promise<void> {
    this.#now = { ...this.#now, ...change };
    const fresh = `${this.#file}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(fresh, JSON.stringify(this.#now, null, 2));
      await rename(fresh, this.#file);
    } catch (error) {
      console.warn("The desktop settings could not be kept:", error);
    }
  }
}

function read(text: string): Remembered {
  try {
    return remembered.parse(JSON.parse(text));
  } catch {
    return remembered.parse({});
  }
}
