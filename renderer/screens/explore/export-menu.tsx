import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./explore.module.css";
import { type ExportInput, useExport } from "./use-export.ts";

/** Writes what is seen to a file: all rows, not only those loaded. */
export function ExportMenu(props: {
  readonly input: Omit<ExportInput, "format">;
  readonly disabled?: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { running, error, done, start } = useExport();
  return (
    <div className={styles.export}>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={running}
            disabled={props.disabled ?? false}
          >
            {running ? t("explore.exporting") : t("explore.export")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => start({ ...props.input, format: "csv" })}>
            {t("explore.export_csv")}
          </Menu.Item>
          <Menu.Item onClick={() => start({ ...props.input, format: "parquet" })}>
            {t("explore.export_parquet")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span className="hidden-text" role="status">
        {done &&
          t("explore.export_done", {
            count: done.rows,
            number: format.count(done.rows),
            name: done.name,
          })}
      </span>
      {error && (
        <div className={styles.exportError}>
          <ErrorPanel error={error} title={t("explore.export_failed")} />
        </div>
      )}
    </div>
  );
}
