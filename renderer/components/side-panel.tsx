import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./side-panel.module.css";

export interface SidePanelProps {
  readonly title: ReactNode;
  onClose(): void;
  /** ↑ and ↓: the neighbouring row. Left out at the ends. */
  readonly onPrevious?: (() => void) | undefined;
  readonly onNext?: (() => void) | undefined;
  /** `3 of 41`. */
  readonly position?: string;
  /** Buttons at the bottom, always in view. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

function isField(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/**
 * Detail beside the list, 480 px. It takes the focus when it opens and gives it back when it closes, so the
 * list can be read on with the keyboard.
 */
export function SidePanel(props: SidePanelProps): React.JSX.Element {
  const { t } = useTranslation();
  const { title, onClose, onPrevious, onNext, position, actions, children } = props;
  const panel = useRef<HTMLElement>(null);
  const id = useId();

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (!isField(event.target) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? onNext : onPrevious;
      if (step) event.preventDefault();
      step?.();
    }
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc and ↑↓ hold for the whole panel
    <aside
      ref={panel}
      className={styles.panel}
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={keys}
      data-region="panel"
    >
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {position && <span className="caption">{position}</span>}
        {(onPrevious || onNext || position) && (
          <>
            <ActionIcon
              aria-label={t("common.previous")}
              disabled={!onPrevious}
              onClick={onPrevious}
            >
              <IconChevronUp size={16} />
            </ActionIcon>
            <ActionIcon aria-label={t("common.next")} disabled={!onNext} onClick={onNext}>
              <IconChevronDown size={16} />
            </ActionIcon>
          </>
        )}
        <ActionIcon aria-label={t("common.close")} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region is reached by keyboard */}
      <div className={styles.body} tabIndex={0} role="group" aria-labelledby={id}>
        {children}
      </div>
      {actions && <footer className={styles.footer}>{actions}</footer>}
    </aside>
  );
}
