import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FILES } from "./floor.ts";

/** The files that grow every day. */
export const GROWING = ["orders", "order_items", "payments", "shipments"] as const;
const EVERY = 100;

async function lines(path: string): Promise<string[]> {
  return (await readFile(path, "utf8")).trimEnd().split("\n");
}

/** Copies a shop and changes every hundredth order line and order in place, in the copy's files. */
export async function changeInPlace(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  const change = async (file: string, edit: (cells: string[]) => string[]): Promise<void> => {
    const path = join(to, `${file}.csv`);
    const all = await lines(path);
    const changed = all.map((line, index) =>
      index % EVERY === 1 && !line.includes('"') ? edit(line.split(",")).join(",") : line,
    );
    await writeFile(path, `${changed.join("\n")}\n`);
  };
  await change("order_items", (cells) => cells.with(3, cells[3] === "2" ? "3" : "2"));
  await change("orders", (cells) => cells.with(4, "Phone"));
}

/** Only the first data row of every file: what a run costs without data. */
export async function keepFirstRow(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const file of FILES) {
    const [header, first] = await lines(join(from, `${file}.csv`));
    await writeFile(join(to, `${file}.csv`), `${header}\n${first}\n`);
  }
}

/** Puts each growing file into a folder of its own; answers entity → folder. */
export async function makeFolders(from: string, to: string): Promise<Record<string, string>> {
  const folders: Record<string, string> = {};
  for (const file of GROWING) {
    folders[file] = join(to, file);
    await mkdir(folders[file], { recursive: true });
    await cp(join(from, `${file}.csv`), join(folders[file], `${file}-1.csv`));
  }
  return folders;
}

/** Adds a second file with 1 % new orders, their lines, payments and shipments to each folder. */
export async function addFiles(
  from: string,
  folders: Readonly<Record<string, string>>,
): Promise<void> {
  const orders = await lines(join(from, "orders.csv"));
  const share = Math.ceil(orders.length / EVERY);
  const chosen = new Set(orders.slice(1, 1 + share).map((line) => line.split(",")[0]!));
  for (const file of GROWING) {
    const [header, ...rows] = await lines(join(from, `${file}.csv`));
    const place = header!.split(",").indexOf("Order ID");
    const added = rows.flatMap((row) => {
      const cells = row.split(",");
      if (!chosen.has(cells[place] ?? "")) return [];
      const renamed = cells.with(place, `N${cells[place]}`);
      return [(place === 0 ? renamed : renamed.with(0, `N${cells[0]}`)).join(",")];
    });
    await writeFile(join(folders[file]!, `${file}-2.csv`), `${[header, ...added].join("\n")}\n`);
  }
}
