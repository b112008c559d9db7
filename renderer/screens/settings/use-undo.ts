import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { toast, undoToast } from "#renderer/components/toasts.tsx";

const EVERYWHERE = ["sources", "schedule", "quarantine", "quality", "reports"] as const;

/** Takes a change of configuration back and says so; a change that cannot be is explained. */
export function useUndo(): {
  readonly undo: (changeId: string) => void;
  readonly pending: boolean;
} {
  const { t } = useTranslation();
  const command = useCommand(["workspace", "undo"], {
    changes: EVERYWHERE,
    onSuccess: ({ text }) => toast(t("settings.undone", { text })),
    onError: (error) => toast(t("settings.undo_failed", { reason: windowError(error).message })),
  });
  return {
    undo: (changeId) => command.mutate({ change_id: changeId }),
    pending: command.isPending,
  };
}

/** Says what was changed and offers to take it back. */
export function useUndoToast(): (text: string, changeId: string) => void {
  const { undo } = useUndo();
  return (text, changeId) => undoToast(text, () => undo(changeId));
}
