import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Answers, startWith } from "../wizard-state.ts";
import styles from "./wizard.module.css";

type TabList = OutputOf<"sources", "tabs">;

function begin(link: string, found: TabList, sheetId: number): Answers {
  const tab = found.tabs.find(({ sheet_id }) => sheet_id === sheetId);
  const label = tab?.title ?? found.title ?? "Sheet";
  const answers = startWith(
    {
      kind: "sheet",
      path: link,
      spreadsheet_id: found.spreadsheet_id,
      sheet_id: sheetId,
    },
    label,
  );
  return found.range === null ? answers : { ...answers, range: found.range };
}

/** Which tab of a spreadsheet is meant; a link that names one goes straight on. */
export function SheetTabs(props: {
  readonly link: string;
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { link, onFound } = props;
  // Asked anew each time: it may have been shared meanwhile.
  const tabs = useQueryOf(["sources", "tabs"], { link }, { staleTime: 0, keep: false });
  const found = tabs.isFetching ? undefined : tabs.data;
  const meant = found?.sheet_id ?? null;
  useEffect(() => {
    if (found && meant !== null) onFound(begin(link, found, meant));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- goes on once, when the answer is there
  }, [found, meant]);
  if (tabs.error && !tabs.isFetching) {
    return <ErrorPanel error={tabs.error} onRetry={() => void tabs.refetch()} />;
  }
  if (!found || meant !== null) {
    return (
      <div role="status">
        <StateMark mark="act" word={t("sources.sheet_opening")} />
        <Skeletons rows={2} />
      </div>
    );
  }
  return (
    <section className={styles.question}>
      <h2 className={styles.questionTitle}>
        {found.title === null ? t("sources.q_tab") : t("sources.q_tab_of", { title: found.title })}
      </h2>
      <div className={styles.choices}>
        {found.tabs
          .filter(({ hidden }) => !hidden)
          .map((tab) => (
            <Button
              key={tab.sheet_id}
              variant="default"
              onClick={() => onFound(begin(link, found, tab.sheet_id))}
            >
              {tab.title}
              <span className={styles.size}>
                {t("common.rows", { count: tab.rows, number: format.count(tab.rows) })}
              </span>
            </Button>
          ))}
      </div>
    </section>
  );
}
