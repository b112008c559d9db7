import type { MenuItemConstructorOptions } from "electron";
import type { MenuAction, MenuEntry } from "./menu-list.ts";

/** The list in Electron's words; every action goes to `act`. */
export function menuTemplate(
  entries: readonly MenuEntry[],
  act: (action: MenuAction) => void,
): MenuItemConstructorOptions[] {
  return entries.map((entry): MenuItemConstructorOptions => {
    if ("separator" in entry) return { type: "separator" };
    if ("role" in entry) return { role: entry.role };
    if ("entries" in entry) {
      return { label: entry.label, submenu: menuTemplate(entry.entries, act) };
    }
    const { label, keys, action } = entry;
    return { label, ...(keys && { accelerator: keys }), click: () => act(action) };
  });
}
