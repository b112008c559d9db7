import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./confirm-dialog.module.css";

export interface ConfirmDialogProps {
  readonly opened: boolean;
  /** The question: "Publish version 48?" */
  readonly title: string;
  /** What will change, exactly. */
  readonly children: ReactNode;
  /** The act itself: "Publish version 48". */
  readonly confirm: string;
  /** The safe way out; it has the focus. */
  readonly decline?: string;
  readonly disabled?: boolean;
  /** Pressed, and the answer is on its way. */
  readonly pending?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before what cannot simply be undone. The focus starts on the safe button. */
export function ConfirmDialog(props: ConfirmDialogProps): React.JSX.Element {
  const { t } = useTranslation();
  const { opened, title, children, confirm, onConfirm, onClose } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={520}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ header: styles.header, title: styles.title, content: styles.content }}
    >
      <div className={styles.body}>{children}</div>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {props.decline ?? t("common.cancel")}
        </Button>
        <Button
          onClick={onConfirm}
          disabled={props.disabled ?? false}
          loading={props.pending ?? false}
        >
          {confirm}
        </Button>
      </div>
    </Modal>
  );
}
