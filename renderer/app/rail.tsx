import { spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useHost } from "#renderer/client/context.tsx";
import { MiddleText } from "#renderer/components/middle-text.tsx";
import icon from "#renderer/theme/icon.svg";
import { SCREENS } from "./screens.ts";
import styles from "./shell.module.css";

/** The way between screens, always in view. */
export function Rail(): React.JSX.Element {
  const { t } = useTranslation();
  const { host } = useHost();
  return (
    <nav className={styles.rail} aria-label={t("common.navigation")} data-region="rail">
      <div className={styles.brand}>
        <img src={icon} alt="" />
        {t("common.app")}
      </div>
      <button type="button" className={styles.search} onClick={spotlight.open}>
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span>{t("shell.open_palette")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <ul className={styles.list}>
        {SCREENS.map(({ area, to, Icon }) => (
          <li key={area}>
            <Link to={to} className={styles.link}>
              <Icon size={18} stroke={1.6} aria-hidden />
              {t(`${area}.title`)}
            </Link>
          </li>
        ))}
      </ul>
      <div className={`${styles.bottom} caption`} title={host?.workspace.directory}>
        {host && <MiddleText text={host.workspace.name} />}
      </div>
    </nav>
  );
}
