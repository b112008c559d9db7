import { useTranslation } from "react-i18next";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import type { AsidePages } from "./aside-list.tsx";
import { AsideRow, useAsideRow } from "./aside-row.tsx";
import { RecheckButton } from "./recheck.tsx";

/** A set-aside row beside the list; ↑ and ↓ go on to its neighbours in the list. */
export function AsidePanel(props: {
  readonly id: string;
  readonly pages: AsidePages;
  onMove(id: string | null): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, pages, onMove } = props;
  const row = useAsideRow(id);
  const index = pages.loaded.find((one) => one.row.id === id)?.index ?? null;
  const beside = (step: number): (() => void) | undefined => {
    const next = index === null ? undefined : pages.rowAt(index + step);
    return next && (() => onMove(next.id));
  };
  const entity = id.split(":", 1)[0]?.replaceAll("_", " ") ?? "";
  const title = row.data?.key ? `${entity} ${row.data.key}` : entity;
  return (
    <SidePanel
      title={title}
      onClose={() => onMove(null)}
      onPrevious={beside(-1)}
      onNext={beside(1)}
      {...(index !== null && {
        position: t("quality.row_of", {
          number: format.count(index + 1),
          all: format.count(pages.total),
        }),
      })}
      actions={row.data && <RecheckButton rows={{ ids: [id] }} quiet />}
    >
      <AsideRow query={row} />
    </SidePanel>
  );
}
