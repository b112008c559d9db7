import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Draft, RawGrid } from "#contract/sources.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { parseAddress } from "../grid-model.ts";
import { badCells, standingOut } from "../defects-model.ts";
import { FindingMark } from "../finding-mark.tsx";
import { useProblem } from "../use-problem.ts";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

/** What is odd about the file, with the cells where it shows. */
export function Defects(
  props: ColumnProps & { readonly draft: Draft; readonly grid: RawGrid },
): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useProblem();
  const { draft, grid, onGo } = props;
  const findings = standingOut(grid, draft);
  const cells = badCells(draft);
  const go = (address: string | undefined): React.ReactNode => {
    const place = address === undefined ? null : parseAddress(address);
    const last = grid.first_row + grid.rows.length - 1;
    if (place === null || place.row < grid.first_row || place.row > last) return null;
    return (
      <Button
        className={styles.go ?? ""}
        variant="subtle"
        size="compact-xs"
        onClick={() => onGo({ ...place })}
      >
        {t("sources.defects_go", { address })}
      </Button>
    );
  };
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t("sources.defects")}</h3>
      {findings.length === 0 && cells.length === 0 && (
        <p className="muted">
          {t("sources.defects_none", {
            count: draft.preview?.rows_total ?? 0,
            rows: format.count(draft.preview?.rows_total),
          })}
        </p>
      )}
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <li key={finding.text} className={styles.finding}>
            <FindingMark severity={finding.severity} />
            <div>
              <p>{finding.text}</p>
              {finding.action && <p className="muted">{finding.action}</p>}
              {go(finding.address)}
            </div>
          </li>
        ))}
        {cells.map((cell) => (
          <li key={cell.address} className={styles.finding}>
            <StateMark mark="warn" compact />
            <div>
              <p>{t("sources.cell_problem", { ...cell, problem: say(cell.problem) })}</p>
              {go(cell.address)}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
