import { AppError } from "#domain/errors.ts";
import { linesOf, withoutEntry } from "#domain/night/cron.ts";
import { requireDone } from "./commands.ts";
import type { System, SystemScheduler } from "./system.ts";

/** The person's crontab; empty when there is none, null when it cannot be read. */
async function crontab({ run }: System): Promise<string | null> {
  const { code, out, err } = await run("crontab", ["-l"]);
  if (code === 0) return out;
  return /no crontab/i.test(err) ? "" : null;
}

async function replace(system: System, text: string): Promise<void> {
  requireDone("cron", await system.run("crontab", ["-"], text));
}

/** Lines in the crontab of the person. */
export const cron: SystemScheduler = {
  works: async (system) => (await crontab(system)) !== null,

  register: async (system, plan, files) => {
    const now = await crontab(system);
    // Writing over what could not be read would delete other people's lines.
    if (now === null) throw new AppError("upstream", "The crontab could not be read.");
    const kept = withoutEntry(now, plan.name).replace(/\n*$/, "");
    await replace(system, `${kept === "" ? "" : `${kept}\n`}${files[0]?.text ?? ""}`);
  },

  unregister: async (system, name) => {
    const now = await crontab(system);
    if (now === null || linesOf(now, name).length === 0) return;
    await replace(system, withoutEntry(now, name));
  },

  read: async (system, plan, files) => {
    const now = await crontab(system);
    if (now === null) return { state: "unreadable", detail: "The crontab could not be read." };
    const lines = linesOf(now, plan.name);
    if (lines.length === 0) return { state: "none", detail: null };
    if (`${lines.join("\n")}\n` === files[0]?.text) return { state: "same", detail: null };
    return { state: "other", detail: "The line in the crontab says something else." };
  },
};
