/**
 * `npm run screenshots`: every screen of the sample shop, light and dark, in two sizes, into `screenshots/`.
 * Flags: a folder of a workspace to show instead, `--only sources,reports`, `--scale 0.1`.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cloudWorkspace } from "./cloud-workspace.ts";
import type { Size } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { placesOf } from "./places.ts";
import { settled } from "./settled.ts";
import { demoWorkspace, emptyWorkspace, removeFolder } from "./workspaces.ts";

const TOP = join(import.meta.dirname, "../..");
const FOLDER = join(TOP, "screenshots");
const SIZES: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    scale: { type: "string", default: "0.1" },
    language: { type: "string", default: "en" },
    out: { type: "string", default: FOLDER },
  },
});
const language = values.language === "de" ? "de" : "en";
const driver = drivers[0]!;
const missing = driver.missing();
if (missing !== null) throw new Error(missing);

type Places = Awaited<ReturnType<typeof placesOf>>;

async function shoot(workspace: string, places: Places, prefix = ""): Promise<number> {
  let count = 0;
  const console = await driver.open(workspace, { language });
  const { page } = console;
  try {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        for (const [name, path] of places) {
          await console.visit(path);
          await settled(page).catch(() => globalThis.console.warn(`${path} did not come to rest`));
          const file = `${prefix}${name}-${scheme}-${size.width}.png`;
          await page.screenshot({ path: join(values.out, file) });
          count += 1;
        }
      }
    }
  } finally {
    await console.close();
  }
  return count;
}

const wanted = values.only?.split(",");
const chosen = (places: Places): Places =>
  places.filter(([name]) => wanted?.some((each) => name.startsWith(each)) ?? true);

await mkdir(values.out, { recursive: true });
const given = positionals[0];
const demo = given ?? (await demoWorkspace(Number(values.scale)));
let total = await shoot(demo, chosen(await placesOf(demo)));
if (given === undefined) {
  await removeFolder(demo);
  const empty = await emptyWorkspace();
  const first = (await placesOf(empty)).filter(([, path]) => !path.includes("/new"));
  total += await shoot(empty, chosen(first), "empty-");
  await removeFolder(empty);
  const cloud = await cloudWorkspace(0.02);
  const there = [
    ["settings", "/settings"],
    ["pipeline", "/pipeline/snowflake"],
  ] as const;
  total += await shoot(cloud.workspace, chosen(there), "snowflake-");
  await cloud.close();
}
console.info(`${total} pictures in ${values.out}`);
