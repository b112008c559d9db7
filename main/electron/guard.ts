import type { App, Session, WebContents } from "electron";
import { mayDownload, navigation, type RecoveryAction } from "./navigation.ts";
import { mayHave } from "./permissions.ts";

export interface GuardActions {
  /** A page wants an address outside of the program. */
  leave(page: WebContents, address: string): void;
  /** A link of the recovery page was followed. */
  recover(action: RecoveryAction): void;
}

/** Permissions, devices and downloads of the one session: refused unless named. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_page, permission, answer, details) => {
    answer(mayHave({ permission, from: details.requestingUrl, mainFrame: details.isMainFrame }));
  });
  session.setPermissionCheckHandler((_page, permission, from, { isMainFrame: mainFrame }) =>
    mayHave({ permission, from, mainFrame }),
  );
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    if (!mayDownload(item.getURL())) event.preventDefault();
  });
}

/** Every page there will ever be: where it may go, and that it opens and embeds nothing. */
export function guardPages(app: App, actions: GuardActions): void {
  app.on("web-contents-created", (_created, page) => {
    const judge = (
      event: { preventDefault(): void },
      to: string,
      mainFrame: boolean,
      redirected: boolean,
    ): void => {
      const judged = navigation(page.getURL(), to, mainFrame);
      if (judged.verdict === "allow") return;
      event.preventDefault();
      if (judged.verdict === "act") actions.recover(judged.action);
      // A redirect was not clicked by anybody.
      else if (mainFrame && !redirected) actions.leave(page, to);
    };
    page.on("will-frame-navigate", (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    page.on("will-navigate", (event) => judge(event, event.url, event.isMainFrame, false));
    page.on("will-redirect", (event) => judge(event, event.url, event.isMainFrame, true));
    page.on("will-attach-webview", (event) => event.preventDefault());
    page.setWindowOpenHandler(({ url }) => {
      actions.leave(page, url);
      return { action: "deny" };
    });
  });
}
