import { Button } from "@mantine/core";
import { type ClipboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Diagnosis } from "./diagnosis.tsx";
import type { Look } from "./use-look.ts";
import styles from "./places.module.css";

/** Fields at the left, what they led to at the right; the field a failure is about gets the focus. */
export function FormShell(props: {
  readonly look: Look;
  /** Name of the field that is at fault, after a test or a try. */
  readonly wrong: string | null;
  /** Tests the connection. */
  onSubmit(): void;
  /** @returns whether the text was used. */
  onPasted?(text: string): boolean;
  readonly fields: ReactNode;
  /** Fields few people need. */
  readonly more: ReactNode;
  readonly moreFields: readonly string[];
  /** Beside the fields while nothing was tested. */
  readonly need: ReactNode;
  /** What is chosen from, once it is connected. */
  readonly children: ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { look, wrong, onSubmit, onPasted, moreFields } = props;
  const form = useRef<HTMLFormElement>(null);
  const more = useRef<HTMLDetailsElement>(null);
  const { state } = look;
  useEffect(() => {
    if (wrong === null || state.kind === "asking") return;
    if (more.current && moreFields.includes(wrong)) more.current.open = true;
    form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per answer
  }, [state, wrong]);
  const paste = (event: ClipboardEvent): void => {
    if (onPasted?.(event.clipboardData.getData("text")) === true) event.preventDefault();
  };
  const tested = state.kind === "said" && state.answer.reachable;
  return (
    <div className={styles.two}>
      <form
        ref={form}
        className={styles.form}
        noValidate
        autoComplete="off"
        onPaste={paste}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {props.fields}
        <details ref={more} className={styles.more}>
          <summary>{t("places.more")}</summary>
          <div className={styles.moreFields}>{props.more}</div>
        </details>
        <div className={styles.buttons}>
          <Button
            type="submit"
            variant={tested ? "default" : "filled"}
            loading={state.kind === "asking"}
          >
            {state.kind === "said" ? t("places.test_again") : t("places.test")}
          </Button>
          <span className="caption">{t("places.read_only")}</span>
        </div>
      </form>
      <div className={styles.beside}>
        <Diagnosis look={look} />
        {tested ? props.children : props.need}
      </div>
    </div>
  );
}
