import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient, useHostStore } from "#renderer/client/context.tsx";
import { oneClick } from "#renderer/client/connect.ts";
import { useCommand } from "#renderer/client/queries.ts";
import type { InputOf } from "#renderer/client/types.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { toast, undoToast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./quality.module.css";

type Chosen = Pick<InputOf<"quarantine", "waive">, "ids" | "filter">;

/** Says how it ended; many decisions made at once are one change and are taken back as one. */
export function useTakeBack(): (
  decisions: readonly string[],
  change_id?: string | null,
) => Promise<void> {
  const { t } = useTranslation();
  const client = useClient();
  const store = useHostStore();
  const one = async (decision_id: string): Promise<boolean> =>
    (await client.quarantine.undo({ decision_id }, oneClick())).undone;
  const together = async (change_id: string | null): Promise<boolean> => {
    if (change_id !== null) await client.workspace.undo({ change_id }, oneClick());
    return change_id !== null;
  };
  return async (decisions, change_id = null) => {
    const [only] = decisions;
    const undone = decisions.length === 1 && only ? await one(only) : await together(change_id);
    store.invalidate("quarantine");
    toast(t(undone ? "quality.waive_undone" : "quality.waive_kept"));
  };
}

/** Why rows are right as they are, and until when: both are read by others. */
export function WaiveForm(props: {
  readonly rule: string;
  /** What the rule says, for people. */
  readonly says: string;
  readonly rows: number;
  readonly chosen: Chosen;
  onDone(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const takeBack = useTakeBack();
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const { rule, says, rows, chosen, onDone } = props;
  const waive = useCommand(["quarantine", "waive"], {
    onSuccess: (made) => {
      const text = t("quality.waived_toast", { count: made.rows, number: format.count(made.rows) });
      undoToast(text, () => takeBack(made.decisions, made.change_id));
      onDone();
    },
  });
  const missing = reason.trim() === "";
  const send = (): void => {
    setTried(true);
    if (missing) return;
    waive.mutate({ ...chosen, rule, reason: reason.trim(), ...(until !== "" && { until }) });
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="muted">{t("quality.waive_text", { rule: says })}</p>
      <Textarea
        label={t("quality.waive_reason")}
        description={t("quality.waive_reason_hint")}
        value={reason}
        required
        minRows={2}
        autosize
        data-autofocus
        error={tried && missing ? t("quality.waive_reason_missing") : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("quality.waive_until")}
        description={t("quality.waive_until_hint")}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      {waive.error && <ErrorPanel error={waive.error} />}
      <div className={styles.formButtons}>
        <Button type="submit" loading={waive.isPending}>
          {t("quality.waive_rows", { count: rows, number: format.count(rows) })}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
