import { expect, test } from "vitest";
import { JOB_NAMES } from "#contract/host.ts";
import { contract } from "#contract/index.ts";
import { type MenuAction, type MenuEntry, menuList, trayList } from "./menu-list.ts";

type Leaf = Extract<MenuEntry, { action: MenuAction }>;

function leaves(entries: readonly MenuEntry[]): Leaf[] {
  return entries.flatMap((entry) => {
    if ("entries" in entry) return leaves(entry.entries);
    return "action" in entry ? [entry] : [];
  });
}
function roles(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) => {
    if ("entries" in entry) return roles(entry.entries);
    return "role" in entry ? [entry.role] : [];
  });
}
const everything = [
  ...leaves(menuList("linux", false)),
  ...leaves(trayList(false)),
  ...leaves(trayList(true)),
];

test("every job in the menu is a name of the contract that outlives its window", () => {
  const jobs = everything.flatMap(({ action }) => (action.kind === "start" ? [action.job] : []));
  expect(jobs).toContain("runs.start");
  for (const job of jobs) {
    const [group = "", name = ""] = job.split(".");
    expect(JOB_NAMES).toContain(job);
    expect(Object.keys(contract[group as keyof typeof contract])).toContain(name);
  }
});

test("every screen has its number, and no key is given twice", () => {
  const all = leaves(menuList("linux", true));
  const shown = all.flatMap(({ action }) => (action.kind === "show" ? [action.path] : []));
  expect(shown).toEqual([
    "/overview",
    "/sources",
    "/pipeline",
    "/quality",
    "/reports",
    "/explore",
    "/schedule",
    "/settings",
  ]);
  const keys = all.flatMap((entry) => entry.keys ?? []);
  expect(keys.slice(-8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `CmdOrCtrl+${n}`));
  expect(new Set(keys).size).toBe(keys.length);
});

test("people get no developer tools", () => {
  expect(roles(menuList("linux", false))).not.toContain("toggleDevTools");
  expect(roles(menuList("linux", false))).not.toContain("reload");
  expect(roles(menuList("linux", true))).toContain("toggleDevTools");
});

test("text can be cut, copied and pasted by key on every system, and every system can quit", () => {
  for (const platform of ["linux", "win32", "darwin"]) {
    expect(roles(menuList(platform, false))).toEqual(
      expect.arrayContaining(["cut", "copy", "paste", "selectAll"]),
    );
  }
  expect(roles(menuList("win32", false))).toContain("quit");
  expect(roles(menuList("darwin", false))).toContain("appMenu");
});

test("the tray offers to stop what runs, else to run", () => {
  const kinds = (running: boolean) => leaves(trayList(running)).map(({ action }) => action.kind);
  expect(kinds(false)).toEqual(["show", "start", "quit"]);
  expect(kinds(true)).toEqual(["show", "stop-jobs", "quit"]);
});
