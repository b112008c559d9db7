import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./marks.module.css";

export interface Bin {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

/** How a column's values are spread, small enough for its header. Its sentence is read, not seen. */
export function Histogram(props: {
  readonly bins: readonly Bin[];
  readonly height?: number;
  /** Written values of the bins; default as they are. */
  write?(value: string): string;
}): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { bins, height = 24, write = (value: string) => value } = props;
  const max = Math.max(0, ...bins.map(({ rows }) => rows));
  const [first] = bins;
  const last = bins.at(-1);
  if (!first || !last || max === 0) return null;
  const name = ({ from, to }: Bin): string =>
    from === to ? write(from) : t("charts.from_to", { from: write(from), to: write(to) });
  const top = bins.find(({ rows }) => rows === max) ?? first;
  const summary = t("charts.sum_histogram", {
    from: write(first.from),
    to: write(last.to),
    bin: name(top),
  });
  return (
    <span className={styles.histogram} style={{ height }} role="img" aria-label={summary}>
      {bins.map((bin) => (
        <span
          key={bin.from}
          title={t("charts.rows_in", { rows: format.count(bin.rows), bin: name(bin) })}
          style={{ height: bin.rows === 0 ? 0 : `max(1px, ${(bin.rows / max) * 100}%)` }}
        />
      ))}
    </span>
  );
}
