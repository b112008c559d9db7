import { join } from "node:path";
import type { PageFolders } from "./page-request.ts";

/** Where everything lies, in a checkout and in the packed program alike. */
export interface ProgramFolders extends PageFolders {
  readonly preload: string;
  readonly engine: string;
  readonly icon: string;
  readonly trayIcon: string;
}

/** @param top the folder of package.json: the checkout, or the archive of the packed program */
export function programFolders(top: string, workspace: string): ProgramFolders {
  return {
    renderer: join(top, "out/renderer"),
    preload: join(top, "out/preload/index.cjs"),
    engine: join(top, "out/main/engine.js"),
    recovery: join(top, "resources/recovery"),
    icon: join(top, "resources/icons/icon.png"),
    trayIcon: join(top, "resources/icons/tray.png"),
    exports: join(workspace, "exports"),
  };
}
