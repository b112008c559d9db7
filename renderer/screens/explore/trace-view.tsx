import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Trace } from "#contract/trace.ts";
import { openExternal } from "#renderer/client/files.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./explore.module.css";
import { plainText } from "./view/columns.ts";
import { tracedCells } from "./view/trace.ts";

type TracedRow = Trace["sources"][number];

/** From a row of the warehouse down to the cells of the sheets, where they are today. */
export function TraceView(props: {
  readonly table: string;
  readonly rowKey: string;
}): React.JSX.Element {
  const { t } = useTranslation();
  const query = useQueryOf(
    ["lineage", "trace"],
    { table: props.table, key: props.rowKey },
    { keep: false },
  );
  const place = useRef<HTMLElement>(null);
  // The button that asked is gone; without this the keyboard would start over at the top of the page.
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} className={styles.trace} aria-live="polite" tabIndex={-1}>
      <h3 className={styles.panelTitle}>{t("explore.trace_title")}</h3>
      <QueryView query={query} skeleton={<Skeletons rows={5} />}>
        {(trace) => <Sources trace={trace} />}
      </QueryView>
    </section>
  );
}

function Sources({ trace }: { readonly trace: Trace }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  if (trace.sources.length === 0) return <p className={styles.plain}>{t("explore.trace_none")}</p>;
  const path = trace.path.map(({ table, rows }) => `${table} (${format.count(rows)})`).join(" → ");
  return (
    <>
      {path !== "" && (
        <p className="caption">
          {t("explore.trace_path")}: {path}
        </p>
      )}
      {trace.sources.map((source) => (
        <SourceRow key={`${source.source_id} ${source.batch_id} ${source.row}`} source={source} />
      ))}
    </>
  );
}

function SourceRow({ source }: { readonly source: TracedRow }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { address } = source;
  const isLink = address !== null && /^https?:\/\//.test(address);
  return (
    <div className={styles.source}>
      <p className={styles.plain}>
        {t("explore.trace_row", {
          row: format.count(source.row),
          source: source.source_id,
          date: format.instant(source.ingested_at),
        })}
      </p>
      {address === null ? (
        <p className="muted">{t("explore.trace_gone")}</p>
      ) : (
        <p className={styles.address}>
          <span className="mono">{address}</span>
          {isLink ? (
            <Button variant="default" size="compact-sm" onClick={() => openExternal(address)}>
              {t("explore.open_cell")}
            </Button>
          ) : (
            <CopyButton text={address} />
          )}
        </p>
      )}
      <table className={styles.traceTable}>
        <thead>
          <tr>
            <th scope="col">{t("explore.trace_header")}</th>
            <th scope="col">{t("explore.trace_cell")}</th>
            <th scope="col">{t("explore.trace_value")}</th>
          </tr>
        </thead>
        <tbody>
          {tracedCells(source).map((cell) => (
            <tr key={cell.header}>
              <td>{cell.header}</td>
              <td className="mono">{cell.cell ?? "—"}</td>
              <td>{cell.value === null ? "—" : plainText(cell.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
