import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomic } from "#adapters/disk/atomic-file.ts";
import { launchdLabel } from "#domain/night/launchd.ts";
import { requireDone } from "./commands.ts";
import type { System, SystemScheduler } from "./system.ts";

const file = ({ home }: System, name: string): string =>
  join(home, "Library", "LaunchAgents", `${launchdLabel(name)}.plist`);
const service = ({ user_id }: System, name: string): string =>
  `gui/${user_id}/${launchdLabel(name)}`;

/** Launch agents of the person who is logged in. */
export const launchd: SystemScheduler = {
  works: async ({ run, user_id }) =>
    (await run("launchctl", ["print", `gui/${user_id}`])).code === 0,

  register: async (system, plan, files) => {
    const path = file(system, plan.name);
    await system.run("launchctl", ["bootout", service(system, plan.name)]);
    for (const { text } of files) await writeAtomic(path, text);
    const words = ["bootstrap", `gui/${system.user_id}`, path];
    requireDone("launchd", await system.run("launchctl", words));
  },

  unregister: async (system, name) => {
    await system.run("launchctl", ["bootout", service(system, name)]);
    await rm(file(system, name), { force: true });
  },

  read: async (system, plan, files) => {
    const { code } = await system.run("launchctl", ["print", service(system, plan.name)]);
    if (code === null) return { state: "unreadable", detail: "launchctl did not start." };
    if (code !== 0) return { state: "none", detail: null };
    const there = await readFile(file(system, plan.name), "utf8").catch(() => "");
    if (there === files[0]?.text) return { state: "same", detail: null };
    return { state: "other", detail: "Its file says something else." };
  },
};
