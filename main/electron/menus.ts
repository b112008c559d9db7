import { Menu, nativeImage, Tray } from "electron";
import { type MenuAction, menuList, trayList } from "./menu-list.ts";
import { menuTemplate } from "./menu-template.ts";

type Act = (action: MenuAction) => void;

export function showMenu(tools: boolean, act: Act): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(menuList(process.platform, tools), act)),
  );
}

/**
 * The entry beside the clock. Some desktops have no place for one: then there is none.
 * @returns called with what changed, it brings the entry up to date
 */
export function showTray(icon: string, act: Act): (running: boolean) => void {
  let tray: Tray;
  try {
    tray = new Tray(nativeImage.createFromPath(icon));
  } catch (error) {
    console.warn("There is no place for an entry beside the clock:", error);
    return () => undefined;
  }
  const update = (running: boolean): void => {
    tray.setToolTip(running ? "Medallion: a run is in progress" : "Medallion");
    tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(trayList(running), act)));
  };
  tray.on("click", () => act({ kind: "show", path: "/overview" }));
  update(false);
  return update;
}
