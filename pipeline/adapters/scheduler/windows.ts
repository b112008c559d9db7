import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { requireDone } from "./commands.ts";
import type { System, SystemScheduler } from "./system.ts";

/** What decides when and what is started; Windows writes the rest of a task anew in its own words. */
const DECIDING = ["StartBoundary", "Interval", "Command", "Arguments"];

function deciding(xml: string): string {
  const found = DECIDING.flatMap((name) =>
    [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((match) => match[1]),
  );
  return JSON.stringify(found)
    .replaceAll("&apos;", "'")
    .replaceAll("&quot;", String.raw`\"`);
}

const switchedOff = (xml: string): boolean => /<Enabled>\s*false\s*<\/Enabled>/.test(xml);

const ask = (system: System, ...words: readonly string[]) => system.run("schtasks", words);

/** Tasks of the Windows Task Scheduler. */
export const windows: SystemScheduler = {
  works: async (system) => (await ask(system, "/Query", "/FO", "LIST")).code === 0,

  register: async (system, plan, files) => {
    const path = join(system.temporary, `${plan.name}.xml`);
    await writeFile(path, `\uFEFF${files[0]?.text ?? ""}`, "utf16le");
    try {
      const done = await ask(system, "/Create", "/TN", plan.name, "/XML", path, "/F");
      requireDone("Task Scheduler", done);
    } finally {
      await rm(path, { force: true });
    }
  },

  unregister: async (system, name) => {
    await ask(system, "/Delete", "/TN", name, "/F");
  },

  read: async (system, plan, files) => {
    const { code, out } = await ask(system, "/Query", "/TN", plan.name, "/XML");
    if (code === null) return { state: "unreadable", detail: "schtasks did not start." };
    if (code !== 0) return { state: "none", detail: null };
    if (switchedOff(out)) return { state: "other", detail: "The task is there but switched off." };
    if (deciding(out) === deciding(files[0]?.text ?? "")) return { state: "same", detail: null };
    return { state: "other", detail: "The task starts something else or at another time." };
  },
};
