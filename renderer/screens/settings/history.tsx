import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { useUndo } from "./use-undo.ts";
import styles from "./settings.module.css";

/** Every change of configuration, newest first, to be taken back while nothing newer stands on it. */
export function History(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const changes = useQueryOf(["workspace", "changes"], {});
  const { undo, pending } = useUndo();
  return (
    <Section title={t("settings.history")}>
      <Panel flush>
        <QueryView query={changes}>
          {(list) =>
            list.length === 0 ? (
              <Empty text={t("settings.history_empty")} />
            ) : (
              <ul className={styles.history}>
                {list.slice(0, 50).map((change) => (
                  <li key={change.change_id} className={styles.change}>
                    <span className={`muted ${styles.when}`}>{format.instant(change.at)}</span>
                    <span className={styles.changeText}>
                      {change.text}{" "}
                      <span className="caption">{t(`settings.area_${change.area}`)}</span>
                    </span>
                    {change.undoable && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        disabled={pending}
                        aria-label={`${t("settings.undo")}: ${change.text}`}
                        onClick={() => undo(change.change_id)}
                      >
                        {t("settings.undo")}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
      </Panel>
    </Section>
  );
}
