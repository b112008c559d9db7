import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./quality.module.css";
import { DIMENSIONS, type ScoreGroup, type ScoreRow } from "./scorecard.ts";

/** Tables of a layer with nothing to look at: one line that says how much was checked. */
export function ClearLine(props: {
  readonly group: ScoreGroup;
  readonly hidden: readonly ScoreRow[];
  readonly open: boolean;
  onToggle(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { group, hidden, open, onToggle } = props;
  const checks = hidden
    .flatMap((row) => row.cells)
    .reduce((sum, cell) => sum + (cell?.passed ?? 0), 0);
  const text = t(group.clear ? "quality.clear_tables" : "quality.clear_more", {
    count: hidden.length,
    number: format.count(hidden.length),
    checks: format.count(checks),
  });
  return (
    <tr>
      <td colSpan={DIMENSIONS.length + 1} className={styles.clearCell}>
        <button type="button" className={styles.clear} aria-expanded={open} onClick={onToggle}>
          {open ? t("quality.clear_hide") : text}
        </button>
      </td>
    </tr>
  );
}
