import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand, useQueryOf } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { RenameAnswers } from "./rename-answers.tsx";
import styles from "./sources.module.css";

type Held = NonNullable<SourceDetail["held"]>;

/** A refused read with its answers, where the person meets it. */
export function HeldQuestion(props: {
  readonly id: string;
  readonly name: string;
  /** Offers the way to the source's own page. */
  readonly link?: boolean;
}): React.JSX.Element | null {
  const { t } = useTranslation();
  const detail = useQueryOf(["sources", "get"], { id: props.id });
  const heading = useId();
  if (detail.error && !detail.data) {
    return <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />;
  }
  if (!detail.data) return <Skeletons rows={2} height={24} />;
  const { held } = detail.data;
  if (held === null) return null;
  return (
    <article className={styles.question} aria-labelledby={heading}>
      <StateMark mark="warn" word={t("sources.state_held")} />
      <div className={styles.questionBody}>
        <h2 id={heading} className={styles.questionTitle}>
          {props.name}
        </h2>
        {held.renames.length > 0 ? (
          <RenameAnswers detail={detail.data} renames={held.renames} />
        ) : (
          <>
            <p className={styles.questionText}>{held.text}</p>
            <Answers id={props.id} name={props.name} held={held} />
          </>
        )}
        {props.link && (
          <Link to="/sources/$id" params={{ id: props.id }} className={styles.link}>
            {t("sources.held_see")}
          </Link>
        )}
      </div>
    </article>
  );
}

function Answers(props: {
  readonly id: string;
  readonly name: string;
  readonly held: Held;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const { id, name, held } = props;
  const settings = {
    changes: ["workspace", "runs"] as const,
    onError: (error: Error) =>
      toast(t("sources.answer_failed", { reason: windowError(error).message })),
  };
  const keep = useCommand(["sources", "discard"], {
    ...settings,
    onSuccess: () => toast(t("sources.held_kept", { name })),
  });
  const take = useCommand(["sources", "accept"], {
    ...settings,
    onSuccess: (_answer, { append }) =>
      toast(t(append ? "sources.held_added" : "sources.held_taken", { name })),
  });
  const busy = keep.isPending || take.isPending || keep.isSuccess || take.isSuccess;
  const accept = (append: boolean): void =>
    take.mutate({ id, append, reason: reason.trim() || t("sources.held_default_reason") });
  const readable = held.rows_now !== null;
  return (
    <>
      <div className={styles.answers}>
        <Button
          variant="default"
          loading={keep.isPending}
          disabled={busy && !keep.isPending}
          onClick={() => keep.mutate({ id })}
        >
          {held.rows_before === null
            ? t("sources.held_keep")
            : t("sources.held_keep_rows", { rows: format.count(held.rows_before) })}
        </Button>
        {readable && held.only_new && (
          <Button variant="default" disabled={busy} onClick={() => accept(true)}>
            {t("sources.held_add")}
          </Button>
        )}
        {readable && (
          <Button
            variant="default"
            loading={take.isPending}
            disabled={busy && !take.isPending}
            onClick={() => accept(false)}
          >
            {t("sources.held_take_rows", { rows: format.count(held.rows_now) })}
          </Button>
        )}
      </div>
      {readable && (
        <TextInput
          maw={420}
          label={t("sources.held_reason")}
          description={t("sources.held_reason_hint")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </>
  );
}
