import { useTranslation } from "react-i18next";
import type { SourceSummary } from "#contract/sources.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { ConfirmDialog } from "#renderer/components/confirm-dialog.tsx";
import { toast, undoToast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";

const CHANGES = ["workspace", "runs"] as const;

/** Takes a removal back. */
export function useRestore({ name }: Pick<SourceSummary, "name">) {
  const { t } = useTranslation();
  return useCommand(["sources", "remove"], {
    changes: CHANGES,
    onSuccess: () => toast(t("sources.restored", { name })),
    onError: (error) => toast(t("sources.remove_failed", { reason: windowError(error).message })),
  });
}

/** Says what removing means, then offers to take it back. */
export function RemoveDialog(props: {
  readonly source: SourceSummary;
  readonly opened: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { source, opened, onClose } = props;
  const { id, name } = source;
  const restore = useRestore(source);
  const remove = useCommand(["sources", "remove"], {
    changes: CHANGES,
    onSuccess: ({ rows_leaving }) => {
      onClose();
      const rows = Object.values(rows_leaving).reduce((sum, count) => sum + count, 0);
      const text =
        rows === 0
          ? t("sources.removed_none", { name })
          : t("sources.removed", { count: rows, name, rows: format.count(rows) });
      undoToast(text, () => restore.mutate({ id, undo: true }));
    },
    onError: (error) => {
      onClose();
      toast(t("sources.remove_failed", { reason: windowError(error).message }));
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t("sources.remove_title", { name })}
      confirm={t("sources.remove")}
      decline={t("sources.remove_keep")}
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    >
      {t("sources.remove_text")}
    </ConfirmDialog>
  );
}
