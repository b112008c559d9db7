import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { toast, undoToast } from "#renderer/components/toasts.tsx";
import { useColumnName } from "./entity-list.tsx";
import styles from "./sources.module.css";

type Rename = NonNullable<SourceDetail["held"]>["renames"][number];

/** Columns that seem to have another name now: the same, or another one? Nothing is read before the answer. */
export function RenameAnswers(props: {
  readonly detail: SourceDetail;
  readonly renames: readonly Rename[];
}): React.JSX.Element {
  const { t } = useTranslation();
  const { id } = props.detail.source;
  const failed = (error: Error): void => {
    const { message, hint } = windowError(error);
    toast(t("sources.mapping_failed", { reason: [message, hint].filter(Boolean).join(" ") }));
  };
  const undo = useCommand(["sources", "map"], {
    changes: ["workspace"],
    onSuccess: () => toast(t("sources.mapping_undone")),
    onError: failed,
  });
  const answer = useCommand(["sources", "acceptRename"], {
    changes: ["workspace", "runs"] as const,
    onError: failed,
  });
  const say = ({ header, earlier }: Rename, same: boolean): void =>
    answer.mutate(
      { id, same, headers: [header] },
      {
        onSuccess: () =>
          undoToast(
            t(same ? "sources.renamed_saved" : "sources.renamed_declined", { header, earlier }),
            () => undo.mutate({ id, undo: true }),
          ),
      },
    );
  return (
    <>
      {props.renames.map((rename) => (
        <RenameQuestion
          key={rename.header}
          detail={props.detail}
          rename={rename}
          pending={answer.isPending}
          onAnswer={(same) => say(rename, same)}
        />
      ))}
    </>
  );
}

function RenameQuestion(props: {
  readonly detail: SourceDetail;
  readonly rename: Rename;
  readonly pending: boolean;
  readonly onAnswer: (same: boolean) => void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { rename, detail, pending, onAnswer } = props;
  const { header, earlier, reason } = rename;
  const column = detail.columns.find(({ headers }) => headers.includes(earlier))?.column ?? earlier;
  return (
    <div role="group" aria-label={`${earlier} → ${header}`}>
      <p className={styles.questionText}>
        {t("sources.renamed_is", { header, earlier, column: nameOf(column) })}
      </p>
      <p className="muted">{reason}</p>
      <div className={styles.answers}>
        <Button variant="default" disabled={pending} onClick={() => onAnswer(true)}>
          {t("sources.renamed_same")}
        </Button>
        <Button variant="default" disabled={pending} onClick={() => onAnswer(false)}>
          {t("sources.renamed_new_column")}
        </Button>
      </div>
    </div>
  );
}
