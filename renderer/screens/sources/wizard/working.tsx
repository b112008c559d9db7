import { Button, SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import type { CellPlace } from "../grid-model.ts";
import { useRemoteError } from "../places/use-failure.ts";
import { withRead } from "../wizard-state.ts";
import type { WorkingProps } from "./props.ts";
import { QuestionColumn } from "./question-column.tsx";
import { RawGridView } from "./raw-grid.tsx";
import { TypedGrid } from "./typed-grid.tsx";
import { type Drafted, useDraft } from "./use-draft.ts";
import { useSave } from "./use-save.ts";
import styles from "./wizard.module.css";

/** The file on the left, one question on the right. */
export function Working(props: WorkingProps): React.JSX.Element {
  const { t } = useTranslation();
  const drafted = useDraft(props.answers);
  const said = useRemoteError();
  const save = useSave(drafted, () => props.onChange(null));
  const over = (): void => props.onChange(null);
  const [marked, setMarked] = useState<CellPlace | null>(null);
  return (
    <Page
      title={t("sources.wizard_title")}
      full
      wide
      above={
        <Link to="/sources" className={styles.link}>
          {t("sources.back")}
        </Link>
      }
      secondary={
        <>
          {save.why !== null && (
            <span className={styles.why} id="save-why" role="status">
              {save.why}
            </span>
          )}
          <Button variant="default" onClick={over}>
            {t("sources.wizard_over")}
          </Button>
        </>
      }
      primary={
        <Button
          loading={save.pending}
          disabled={save.why !== null}
          aria-describedby="save-why"
          onClick={save.save}
        >
          {t("sources.save")}
        </Button>
      }
    >
      {drafted.gridError === null ? (
        <div className={styles.work}>
          <Table
            key={drafted.step}
            {...props}
            drafted={drafted}
            marked={marked}
            onMark={setMarked}
          />
          <QuestionColumn {...props} drafted={drafted} save={save} onGo={setMarked} />
        </div>
      ) : (
        <ErrorPanel
          title={t("sources.wrong_file")}
          error={said(drafted.gridError, props.answers.origin)}
          onRetry={drafted.again}
        >
          <Button size="xs" variant="default" onClick={over}>
            {t("sources.another_file")}
          </Button>
        </ErrorPanel>
      )}
    </Page>
  );
}

function Table(
  props: WorkingProps & {
    readonly drafted: Drafted;
    readonly marked: CellPlace | null;
    onMark(place: CellPlace | null): void;
  },
): React.JSX.Element {
  const { t } = useTranslation();
  const { answers, onChange, drafted, marked } = props;
  const { grid, draft } = drafted;
  const preview = draft?.preview ?? null;
  const [chosen, setChosen] = useState<"raw" | "read" | null>(null);
  // Reviewing is about what becomes of the values; a marked cell is shown where it stands.
  const wanted = chosen ?? (drafted.step === "review" ? "read" : "raw");
  const view = preview === null || marked !== null ? "raw" : wanted;
  const pick = (next: string): void => {
    props.onMark(null);
    setChosen(next === "read" ? "read" : "raw");
  };
  if (!grid) return <Skeletons rows={12} height={24} />;
  return (
    <section className={styles.table} aria-label={answers.label}>
      <div className={styles.tableHead}>
        <SegmentedControl
          size="xs"
          aria-label={answers.label}
          value={view}
          onChange={pick}
          data={[
            { value: "raw", label: t("sources.as_it_is") },
            { value: "read", label: t("sources.as_read"), disabled: preview === null },
          ]}
        />
        <RowCount drafted={drafted} />
      </div>
      {view === "read" && preview !== null ? (
        <TypedGrid label={t("sources.as_read")} preview={preview} />
      ) : (
        <RawGridView
          label={t("sources.grid_label", { name: answers.label })}
          grid={grid}
          proposal={draft?.proposal ?? null}
          marked={marked}
          onRow={
            drafted.step === "header" && grid.first_row > 0
              ? (row) => onChange(withRead(answers, { header_row: row }))
              : undefined
          }
        />
      )}
    </section>
  );
}

function RowCount({ drafted }: { readonly drafted: Drafted }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const total = drafted.draft?.preview?.rows_total ?? drafted.grid?.rows_total ?? null;
  const shown = drafted.grid?.rows.length ?? 0;
  return (
    <span className="caption">
      {total === null
        ? t("sources.grid_shown", { shown: format.count(shown) })
        : t("common.rows", { count: total, number: format.count(total) })}
    </span>
  );
}
