import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import styles from "./page.module.css";

/**
 * A screen: its title with at most one filled button, one hero sentence or object, then sections.
 * `wide` for grids that want the whole width.
 */
export function Page(props: {
  readonly title: ReactNode;
  /** For the browser's tab, when the title is no text. */
  readonly name?: string;
  /** A way back, or where this is. */
  readonly above?: ReactNode;
  /** The one filled button. */
  readonly primary?: ReactNode;
  /** Quieter buttons beside it. */
  readonly secondary?: ReactNode;
  /** Shown as it is; a text becomes the hero sentence. */
  readonly hero?: ReactNode;
  /** Tabs under the hero. */
  readonly tabs?: ReactNode;
  readonly wide?: boolean;
  /** The content fills the height and scrolls by itself. */
  readonly full?: boolean;
  readonly children?: ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { title, above, primary, secondary, hero, tabs, wide = false, full = false } = props;
  const name = props.name ?? (typeof title === "string" ? title : "");
  useEffect(() => {
    document.title = name === "" ? t("common.app") : `${name} · ${t("common.app")}`;
  }, [name, t]);
  const kind = `${styles.page} ${wide ? styles.wide : ""} ${full ? styles.full : ""}`;
  return (
    <div className={kind}>
      <header className={styles.header}>
        <div className={styles.headings}>
          {above && <div className={styles.above}>{above}</div>}
          <h1 className={styles.title}>{title}</h1>
        </div>
        <div className={styles.buttons}>
          {secondary}
          {primary}
        </div>
      </header>
      {hero !== undefined && (
        <div className={styles.hero}>
          {typeof hero === "string" ? <p className={`hero ${styles.sentence}`}>{hero}</p> : hero}
        </div>
      )}
      {tabs}
      {props.children}
    </div>
  );
}

/** A part of a screen with its heading; set apart by space, not by a box. */
export function Section(props: {
  readonly title?: ReactNode;
  readonly text?: ReactNode;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}): React.JSX.Element {
  return (
    <section className={styles.section}>
      {(props.title !== undefined || props.aside !== undefined) && (
        <div className={styles.sectionHeader}>
          <div>
            <h2 className={styles.sectionTitle}>{props.title}</h2>
            {props.text && <p className={styles.sectionText}>{props.text}</p>}
          </div>
          {props.aside}
        </div>
      )}
      {props.children}
    </section>
  );
}

/** The one kind of box: a surface with a hairline. Never put one into another. */
export function Panel(props: {
  readonly children: ReactNode;
  /** Without inner space, for tables. */
  readonly flush?: boolean;
  readonly className?: string;
}): React.JSX.Element {
  const { children, flush = false, className = "" } = props;
  return (
    <div className={`${styles.panel} ${flush ? styles.flush : ""} ${className}`}>{children}</div>
  );
}
