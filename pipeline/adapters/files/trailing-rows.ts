import { open } from "node:fs/promises";
import { readingError } from "./byte-source.ts";

const BLOCK_BYTES = 256 * 1024;

/**
 * Counts the rows at the end of a file that hold nothing but separators and spaces. Reads backwards, so it costs
 * nothing on a file that has none.
 * @param dataStart offset of the first data byte
 */
export async function trailingBlankRows(
  path: string,
  bytes: number,
  dataStart: number,
  delimiter: string,
): Promise<number> {
  const handle = await open(path, "r").catch((error: unknown) => {
    throw readingError(error, path);
  });
  try {
    let rows = 0;
    let after = 0;
    let end = bytes;
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    while (end > dataStart) {
      const start = Math.max(dataStart, end - BLOCK_BYTES);
      const { bytesRead } = await handle.read(block, 0, end - start, start);
      for (let at = bytesRead - 1; at >= 0; at--) {
        const character = String.fromCharCode(block[at] ?? 0);
        if (character === "\n") {
          // This line end closes the row that `after` began to look at.
          if (after > 0) rows++;
          after = 1;
        } else if (character === delimiter || character === " ") after = 1;
        else if (character !== "\r") return rows;
      }
      end = start;
    }
    return rows + after;
  } catch (error) {
    throw readingError(error, path);
  } finally {
    await handle.close();
  }
}
