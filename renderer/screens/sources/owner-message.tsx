import { useTranslation } from "react-i18next";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import styles from "./sources.module.css";

/** What to tell the owner of a sheet, ready to send: they can mend it, we only read. */
export function OwnerMessage({ message }: { readonly message: string }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("sources.message_title")}</summary>
      <div className={styles.message}>
        <p className="muted">{t("sources.message_text")}</p>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll it */}
        <pre role="region" aria-label={t("sources.message_title")} tabIndex={0}>
          {message}
        </pre>
        <CopyButton text={message} label={t("sources.message_copy")} />
      </div>
    </details>
  );
}
