import { Kbd, Modal } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "./preferences.ts";
import { SCREENS } from "./screens.ts";
import styles from "./key-map.module.css";

let opened = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  opened = value;
  for (const listener of listeners) listener();
}

export const showKeys = (): void => set(true);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** ?: all keys on one page. */
export function KeyMap(): React.JSX.Element {
  const { t } = useTranslation();
  const { letters } = usePreferences();
  const isOpen = useSyncExternalStore(subscribe, () => opened);
  const keys: readonly (readonly [keys: readonly string[], text: string])[] = [
    [["Ctrl", "K"], t("shell.key_palette")],
    [["/"], t("shell.key_filter")],
    [["↑", "↓", "Enter", "Esc"], t("shell.key_list")],
    [["Ctrl", "Enter"], t("shell.key_query")],
    [["Ctrl", "."], t("shell.key_stop")],
    [["Ctrl", "Z"], t("shell.key_undo")],
    [["F6"], t("shell.key_regions")],
    [["?"], t("shell.key_map")],
  ];
  return (
    <Modal
      opened={isOpen}
      onClose={() => set(false)}
      title={t("shell.keys_title")}
      size={640}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={styles.columns}>
        <dl className={styles.list}>
          {keys.map(([pressed, text]) => (
            <div key={text} className={styles.line}>
              <dt>{text}</dt>
              <dd>
                {pressed.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <dl className={styles.list}>
          {SCREENS.map(({ area, letter }) => (
            <div key={area} className={styles.line}>
              <dt>{t("shell.key_go", { screen: t(`${area}.title`) })}</dt>
              <dd>
                <Kbd>G</Kbd> <span className="muted">{t("shell.key_then")}</span>{" "}
                <Kbd>{letter.toUpperCase()}</Kbd>
              </dd>
            </div>
          ))}
          {!letters && <p className="caption">{t("shell.keys_letters")}</p>}
        </dl>
      </div>
    </Modal>
  );
}
