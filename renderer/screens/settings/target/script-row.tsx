import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SettingRow } from "../setting-row.tsx";
import styles from "./target.module.css";

/** What an administrator of the account runs once, to read and to copy. */
export function ScriptRow(): React.JSX.Element {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const script = useQueryOf(["target", "script"], {}, { enabled: open });
  return (
    <SettingRow
      title={t("target.script")}
      sentence={t("target.script_text")}
      control={
        <Button
          variant="default"
          size="xs"
          aria-expanded={open}
          aria-label={`${t(open ? "target.script_hide" : "target.script_show")}: ${t("target.script")}`}
          onClick={() => setOpen(!open)}
        >
          {t(open ? "target.script_hide" : "target.script_show")}
        </Button>
      }
    >
      {open && (
        <QueryView query={script}>
          {({ sql }) => (
            <div className={styles.script}>
              <div className={styles.copy}>
                <CopyButton text={sql} label={t("target.script_copy")} />
              </div>
              <pre
                className={`mono ${styles.sql}`}
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: keys must reach it
                tabIndex={0}
                role="region"
                aria-label={t("target.script_label")}
              >
                {sql}
              </pre>
            </div>
          )}
        </QueryView>
      )}
    </SettingRow>
  );
}
