import { Button } from "@mantine/core";
import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { openExternal } from "#renderer/client/files.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { SourceSummary } from "#contract/sources.ts";
import { type CellPlace, placeOf } from "./cells.ts";
import { markOpened, onOpened, openedRows } from "./opened.ts";
import styles from "./quality.module.css";

const NO_SOURCES: readonly SourceSummary[] = [];

export function usePlaceOf(): (at: Parameters<typeof placeOf>[0]) => CellPlace | null {
  const sources = useQueryOf(["sources", "list"], {});
  return (at) => placeOf(at, sources.data ?? NO_SOURCES);
}

/** Rows whose cell was opened in this window. */
export const useOpened = (): ReadonlySet<string> => useSyncExternalStore(onOpened, openedRows);

export function usePlaceText(): (place: CellPlace | null) => string {
  const { t } = useTranslation();
  return (place) => {
    if (place === null) return t("quality.place_none");
    if (place.address !== null) return place.address;
    return t("quality.place_row", { file: place.file, row: place.row ?? "" });
  };
}

function CopyPart(props: { readonly text: string; readonly label: string; onCopied(): void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard?.writeText(props.text);
    setCopied(true);
    props.onCopied();
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button variant="default" size="compact-sm" onClick={copy} aria-live="polite">
      {copied ? t("common.copied") : props.label}
    </Button>
  );
}

/** Where a cell stands and the way there: its sheet in the browser, else its address and file to copy. */
export function Place(props: {
  readonly place: CellPlace | null;
  /** Marks the row as opened, so it is found again on return. */
  readonly row: string | null;
}): React.JSX.Element {
  const { t } = useTranslation();
  const text = usePlaceText()(props.place);
  const { place, row } = props;
  const mark = (): void => {
    if (row !== null) markOpened(row);
  };
  return (
    <div className={styles.place}>
      <span className="mono" title={place?.path ?? undefined}>
        {text}
      </span>
      {place?.link && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            mark();
            openExternal(place.link as string);
          }}
        >
          {t("quality.open_cell")}
        </Button>
      )}
      {place?.address && (
        <CopyPart text={place.address} label={t("quality.copy_place")} onCopied={mark} />
      )}
      {place?.path && <CopyPart text={place.path} label={t("quality.copy_path")} onCopied={mark} />}
    </div>
  );
}
