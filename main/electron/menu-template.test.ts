import { expect, test } from "vitest";
import type { MenuAction } from "./menu-list.ts";
import { menuTemplate } from "./menu-template.ts";

test("labels, keys, roles and lines arrive; a click tells what was meant", () => {
  const told: MenuAction[] = [];
  const [menu, about] = menuTemplate(
    [
      {
        label: "View",
        entries: [
          { label: "Reports", keys: "CmdOrCtrl+5", action: { kind: "show", path: "/reports" } },
          { separator: true },
          { role: "zoomIn" },
        ],
      },
      { role: "about" },
    ],
    (action) => told.push(action),
  );
  expect(about).toEqual({ role: "about" });
  const entries = menu!.submenu as { click?: () => void }[];
  expect(entries).toEqual([
    { label: "Reports", accelerator: "CmdOrCtrl+5", click: expect.any(Function) },
    { type: "separator" },
    { role: "zoomIn" },
  ]);
  entries[0]!.click!();
  expect(told).toEqual([{ kind: "show", path: "/reports" }]);
});
