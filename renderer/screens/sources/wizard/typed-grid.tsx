import { useTranslation } from "react-i18next";
import type { Preview } from "#contract/sources.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useColumnName } from "../entity-list.tsx";
import { useProblem } from "../use-problem.ts";
import styles from "./grid.module.css";

type TypedCell = Preview["rows"][number]["cells"][number];

/** Raw and typed side by side: what a value became is in ink, what it was stands below where it differs. */
export function TypedGrid(props: {
  readonly label: string;
  readonly preview: Omit<Preview, "id">;
}): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { columns, rows } = props.preview;
  const several = new Set(columns.map(({ entity }) => entity)).size > 1;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region is reached by keyboard
    <div className={styles.typed} tabIndex={0} role="region" aria-label={props.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("sources.row")}</th>
            {columns.map(({ entity, column, headers }) => (
              <th key={`${entity}.${column}`} scope="col">
                {several && <span className="caption">{t(`sources.entity.${entity}`)}</span>}
                <span className={styles.value}>{nameOf(column)}</span>
                <span className="caption">{headers.join(" + ") || "—"}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.address}>
              <th scope="row">{row.address}</th>
              {row.cells.map((cell, index) => (
                <Cell key={index} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const text = (value: unknown): string =>
  value === null || value === undefined
    ? "—"
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** `19.9900` is `19.99` to a person, and midnight a day; what differs only so did not change. */
const plain = (value: unknown): string =>
  text(value)
    .replace(/^(-?\d+\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")
    .replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00$/, "$1");

function Cell({ cell }: { readonly cell: TypedCell }): React.JSX.Element {
  const say = useProblem();
  const { raw, typed } = cell;
  const problem = cell.problem === null ? null : say(cell.problem);
  const shown = plain(typed);
  if (problem !== null) {
    return (
      <td data-problem title={`${text(raw)}: ${problem}`}>
        <span className={styles.value}>
          <StateMark mark="warn" word={problem} compact /> {text(raw)}
        </span>
        <span className={`caption ${styles.was}`}>{problem}</span>
      </td>
    );
  }
  const same = raw === typed || text(raw) === shown;
  const right = typeof typed === "number" || /^-?\d+\.\d{4}$/.test(text(typed));
  return (
    <td data-right={right} title={text(raw)}>
      <span className={styles.value}>{shown}</span>
      {!same && <span className={`caption ${styles.was}`}>{text(raw)}</span>}
    </td>
  );
}
