import { useTranslation } from "react-i18next";
import { useClient } from "#renderer/client/context.tsx";
import { windowError } from "#renderer/client/errors.ts";
import { call, useCommand } from "#renderer/client/queries.ts";
import { toast, undoNow } from "#renderer/components/toasts.tsx";

/** Takes back what the newest toast offers, else the newest change of the workspace that can be. */
export function useUndoNewest(): () => void {
  const { t } = useTranslation();
  const client = useClient();
  const undo = useCommand(["workspace", "undo"], {
    changes: ["sources", "quarantine", "schedule"],
    onSuccess: ({ text }) => toast(`${t("common.undone")}: ${text}`),
    onError: (error) => toast(windowError(error).message),
  });
  const newest = async (): Promise<void> => {
    const changes = await call(client, ["workspace", "changes"], {});
    const change = changes.find(({ undoable }) => undoable);
    if (change) undo.mutate({ change_id: change.change_id });
    else toast(t("shell.nothing_undo"));
  };
  return () => {
    if (!undoNow()) newest().catch((error: unknown) => toast(windowError(error).message));
  };
}
