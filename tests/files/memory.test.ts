import { open, stat } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { useBench } from "./reading.ts";

const bench = useBench();
const MEGABYTE = 1024 * 1024;
const SIZE = 50 * MEGABYTE;
/** Well below the file, well above two pieces and one block. */
const LIMIT = 24 * MEGABYTE;

// Only what is still reachable counts, so the collector runs before each look.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

async function generate(
  name: string,
  first: string,
  line: (n: number) => string,
  last = "",
): Promise<string> {
  const path = bench.path(name);
  const handle = await open(path, "w");
  await handle.writeFile(first);
  for (let size = 0, n = 0; size < SIZE;) {
    const block = Array.from({ length: 5000 }, () => line(n++)).join("");
    size += Buffer.byteLength(block);
    await handle.writeFile(block);
  }
  await handle.writeFile(last);
  await handle.close();
  return path;
}

/** Bytes by which what the process holds grows at most while `work` runs, sampled between its steps. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    return heapUsed + Math.max(arrayBuffers, external);
  };
  const before = used();
  let most = 0;
  let looks = 0;
  const timer = setInterval(() => {
    most = Math.max(most, used() - before);
    looks++;
  }, 40);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  expect(looks).toBeGreaterThan(0);
  return most;
}

const csvLine = (n: number): string =>
  `${n},"Müller, Anna",Köln,${n % 90}.50,some text that goes on for a while\n`;

test.each([
  ["a regular file", false],
  ["a file that is rewritten", true],
])("%s of 50 MB passes through little memory", async (_name, repair) => {
  const path = await generate("big.csv", "id,name,city,amount,note\n", csvLine);
  const { layout } = await bench.reader.inspect(path, {});
  const folder = bench.path("temporary");
  const grown = await growth(async () => {
    const prepared = await bench.reader.prepare(path, layout, folder, { repair });
    expect(prepared.bytes).toBe((await stat(path)).size);
    expect(prepared.temporary).toBe(repair);
  });
  expect(grown).toBeLessThan(LIMIT);
});

test("a JSON list of 50 MB passes through little memory", async () => {
  const line = (n: number): string =>
    `${n > 0 ? "," : ""}{"id":${n},"name":"Anna","note":"${"x".repeat(500)}","lines":[{"a":1},{"a":2.50}]}\n`;
  const path = await generate("big.json", '{"orders":[', line, "]}");
  const { layout } = await bench.reader.inspect(path, {});
  const grown = await growth(async () => {
    const prepared = await bench.reader.prepare(path, layout, bench.path("temporary"));
    expect(prepared.bytes).toBe((await stat(path)).size);
  });
  expect(grown).toBeLessThan(LIMIT);
});

test("a quote that never closes stops the read long before the memory is full", async () => {
  const path = await generate("open.csv", 'id,name\n1,"Anna\n', (n) => `${n},name number ${n}\n`);
  const { layout } = await bench.readAll("id,name\n1,Anna\n").then(({ inspection }) => inspection);
  const prepared = bench.reader.prepare(path, layout, bench.path("temporary"), { repair: true });
  await expect(prepared).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringContaining("row 2"),
  });
});

test("tens of thousands of blank rows at the end are counted, not stored", async () => {
  const content = `id,name\n1,Anna\n${",\n".repeat(60_000)}`;
  for (const repair of [false, true]) {
    const path = await bench.write(content);
    const { layout } = await bench.reader.inspect(path, {});
    const folder = bench.path("temporary");
    const prepared = await bench.reader.prepare(path, layout, folder, { repair });
    expect(prepared.findings).toMatchObject([{ kind: "trailing_blank_rows", count: 60_000 }]);
    if (repair) expect((await stat(prepared.path)).size).toBe("1,Anna\n".length);
  }
});
