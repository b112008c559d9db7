import { useTranslation } from "react-i18next";
import styles from "./states.module.css";

/** Grey lines where text will be, seen only when waiting takes longer than 300 ms. Nothing jumps. */
export function Skeletons(props: {
  readonly rows?: number;
  /** Pixels of one line; default that of a table row's text. */
  readonly height?: number;
  readonly width?: string;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { rows = 4, height = 20, width = "100%" } = props;
  return (
    <div className={`${styles.bones} ${styles.late}`} role="status" data-skeleton>
      <span className="hidden-text">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div
          key={index}
          className={styles.bone}
          style={{ height, width: index === rows - 1 && rows > 1 ? "60%" : width }}
        />
      ))}
    </div>
  );
}
