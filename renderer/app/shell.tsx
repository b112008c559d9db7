import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Rail } from "./rail.tsx";
import styles from "./shell.module.css";

/** The frame of every screen: rail, content, run bar. */
export function Shell(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t("common.skip")}
      </a>
      <Rail />
      <div className={styles.column}>
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
