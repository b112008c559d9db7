import { useTranslation } from "react-i18next";
import type { SourceSummary } from "#contract/sources.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
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

/** Stops reading a source at once: nothing is deleted, so it is not asked but can be taken back. */
export function useRemove(source: SourceSummary) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name } = source;
  const restore = useRestore(source);
  return useCommand(["sources", "remove"], {
    changes: CHANGES,
    onSuccess: ({ rows_leaving }) => {
      const rows = Object.values(rows_leaving).reduce((sum, count) => sum + count, 0);
      const text =
        rows === 0
          ? t("sources.removed_none", { name })
          : t("sources.removed", { count: rows, name, rows: format.count(rows) });
      undoToast(text, () => restore.mutate({ id, undo: true }));
    },
    onError: (error) => toast(t("sources.remove_failed", { reason: windowError(error).message })),
  });
}
