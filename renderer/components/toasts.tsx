import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";

const UNDO_TIME = 10_000;

/** Says what the person's own act did. Incidents never come this way: they stay in place. */
export function toast(text: string): void {
  notifications.show({
    message: text,
    autoClose: 5000,
    withBorder: true,
    color: "act",
    closeButtonProps: { "aria-label": i18next.t("common.close") },
  });
}

let undoNewest: (() => void) | null = null;

/** Ctrl-Z outside of fields. False when there is nothing to take back. */
export function undoNow(): boolean {
  if (undoNewest === null) return false;
  undoNewest();
  return true;
}

/** Offers to take a change back for ten seconds; later it is in the history of changes. */
export function undoToast(text: string, undo: () => unknown): void {
  const id = crypto.randomUUID();
  const act = (): void => {
    if (undoNewest === act) undoNewest = null;
    notifications.hide(id);
    undo();
  };
  undoNewest = act;
  notifications.show({
    id,
    autoClose: UNDO_TIME,
    withBorder: true,
    color: "act",
    closeButtonProps: { "aria-label": i18next.t("common.close") },
    onClose: () => {
      if (undoNewest === act) undoNewest = null;
    },
    message: (
      <span style={{ display: "flex", alignItems: "center", gap: 12 }}>
        <span style={{ flex: 1 }}>{text}</span>
        <Button variant="default" size="compact-sm" onClick={act}>
          {i18next.t("common.undo")}
        </Button>
      </span>
    ),
  });
}
