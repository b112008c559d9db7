import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import type { InputOf } from "#renderer/client/types.ts";
import { toast, undoToast } from "#renderer/components/toasts.tsx";

type Change = Omit<InputOf<"sources", "map">, "id" | "undo">;

export interface MappingChange {
  readonly pending: boolean;
  /** Saves the next version of the mapping and offers to take it back. */
  save(change: Change, said: string, after?: () => void): void;
}

export function useMapping({ source }: SourceDetail): MappingChange {
  const { t } = useTranslation();
  const failed = (error: Error): void => {
    const { message, hint } = windowError(error);
    toast(t("sources.mapping_failed", { reason: [message, hint].filter(Boolean).join(" ") }));
  };
  const undo = useCommand(["sources", "map"], {
    changes: ["workspace"],
    onSuccess: () => toast(t("sources.mapping_undone")),
    onError: failed,
  });
  const map = useCommand(["sources", "map"], { changes: ["workspace"], onError: failed });
  return {
    pending: map.isPending || undo.isPending,
    save: (change, said, after) =>
      map.mutate(
        { id: source.id, ...change },
        {
          onSuccess: () => {
            after?.();
            undoToast(said, () => undo.mutate({ id: source.id, undo: true }));
          },
        },
      ),
  };
}
