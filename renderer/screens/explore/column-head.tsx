import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MiddleText } from "#renderer/components/middle-text.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./explore.module.css";
import { useAddress } from "./use-address.ts";
import { nextSort, sortOf, without } from "./view/filters.ts";
import { barsOf, type ColumnProfile, fillRate, honestPercent } from "./view/profile.ts";

/** Name and order, then how full the column is and how its values spread. */
export function ColumnHead(props: {
  readonly name: string;
  readonly type: string;
  readonly active: boolean;
  readonly failed: boolean;
  readonly profile: ColumnProfile | undefined;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const { name, active, profile } = props;
  const sort = sortOf(search);
  const mine = sort?.column === name ? sort : null;
  const tabIndex = active ? 0 : -1;
  return (
    <div className={styles.columnHead}>
      <div className={styles.columnLine}>
        <button
          type="button"
          className={styles.columnName}
          tabIndex={tabIndex}
          title={t("explore.sort_by", { column: name })}
          onClick={() => change((before) => nextSort(before, name))}
        >
          <MiddleText text={name} end={6} />
          {mine && <span aria-hidden>{mine.descending ? "↓" : "↑"}</span>}
        </button>
        <button
          type="button"
          className={styles.columnMore}
          tabIndex={tabIndex}
          aria-label={t("explore.column_details", { column: name })}
          onClick={() => change((before) => ({ ...without(before, "row"), column: name }))}
        >
          <IconInfoCircle size={15} aria-hidden />
        </button>
      </div>
      {profile ? (
        <Spread profile={profile} />
      ) : (
        <div className={styles.spread}>{!props.failed && <span className={styles.bone} />}</div>
      )}
    </div>
  );
}

function Spread({ profile }: { readonly profile: ColumnProfile }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const rate = fillRate(profile);
  const percent = rate === null ? "—" : format.percent(honestPercent(rate), 0);
  return (
    <div className={styles.spread} title={t("explore.filled", { percent })}>
      <span className={styles.bars} aria-hidden>
        {barsOf(profile).map((bar, index) => (
          <span
            key={index}
            title={`${bar.label}: ${format.count(bar.rows)}`}
            style={{ height: `${Math.max(8, bar.share * 100)}%` }}
          />
        ))}
      </span>
      <span className={styles.fill} data-full={rate !== null && rate >= 100}>
        {percent}
      </span>
    </div>
  );
}
