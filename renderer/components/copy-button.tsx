import { Button, CopyButton as MantineCopyButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Copies a text and says so on itself. */
export function CopyButton(props: {
  readonly text: string;
  readonly label?: string;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <MantineCopyButton value={props.text} timeout={2000}>
      {({ copied, copy }) => (
        <Button variant="default" size="compact-sm" onClick={copy} aria-live="polite">
          {copied ? t("common.copied") : (props.label ?? t("common.copy"))}
        </Button>
      )}
    </MantineCopyButton>
  );
}
