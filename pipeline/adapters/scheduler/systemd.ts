import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomic } from "#adapters/disk/atomic-file.ts";
import { requireDone } from "./commands.ts";
import type { System, SystemScheduler } from "./system.ts";

const folder = ({ home }: System): string => join(home, ".config", "systemd", "user");

const ask = (system: System, ...words: readonly string[]) =>
  system.run("systemctl", ["--user", ...words]);

/** User timers of systemd. */
export const systemd: SystemScheduler = {
  works: async (system) => (await ask(system, "show-environment")).code === 0,

  register: async (system, plan, files) => {
    for (const { name, text } of files) await writeAtomic(join(folder(system), name), text);
    requireDone("systemd", await ask(system, "daemon-reload"));
    requireDone("systemd", await ask(system, "enable", "--now", `${plan.name}.timer`));
    // A timer that was running keeps its old time until it is started again.
    requireDone("systemd", await ask(system, "restart", `${plan.name}.timer`));
  },

  unregister: async (system, name) => {
    await ask(system, "disable", "--now", `${name}.timer`);
    for (const kind of ["timer", "service"]) {
      await rm(join(folder(system), `${name}.${kind}`), { force: true });
    }
    await ask(system, "daemon-reload");
  },

  read: async (system, plan, files) => {
    const unit = `${plan.name}.timer`;
    const properties = "--property=LoadState,ActiveState,UnitFileState,NeedDaemonReload";
    const { code, out, err } = await ask(system, "show", unit, properties);
    if (code !== 0) return { state: "unreadable", detail: err.trim() || null };
    const value = (name: string): string => new RegExp(`^${name}=(.*)$`, "m").exec(out)?.[1] ?? "";
    if (value("LoadState") !== "loaded") return { state: "none", detail: null };
    if (value("ActiveState") !== "active" || value("UnitFileState") !== "enabled") {
      return { state: "other", detail: "The timer is there but switched off." };
    }
    if (value("NeedDaemonReload") === "yes") {
      return { state: "other", detail: "Its file was changed and not read again." };
    }
    for (const { name, text } of files) {
      const there = await readFile(join(folder(system), name), "utf8").catch(() => "");
      if (there !== text) return { state: "other", detail: `${name} says something else.` };
    }
    return { state: "same", detail: null };
  },
};
