import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ENTITY_COLUMNS } from "#contract/entities.ts";
import type { SourceDetail } from "#contract/sources.ts";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { useColumnName } from "../entity-list.tsx";
import { useMapping } from "./use-mapping.ts";
import styles from "./detail.module.css";

const FORMATS = {
  date: ["iso", "dmy", "mdy", "excel"],
  number: ["point", "comma"],
} as const;

type MappedColumn = SourceDetail["columns"][number];
type Format = SourceDetail["formats"][number]["format"];

/** Changes what fills one column: another header, one value for all rows, another way of writing. */
export function MappingPanel(props: {
  readonly detail: SourceDetail;
  readonly column: MappedColumn;
  onClose(): void;
  readonly onNext?: (() => void) | undefined;
  readonly onPrevious?: (() => void) | undefined;
}): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { detail, column: mapped, onClose, onNext, onPrevious } = props;
  const { entity, column } = mapped;
  const mapping = useMapping(detail);
  const name = nameOf(column);
  const kind = ENTITY_COLUMNS[entity].find((info) => info.name === column)?.kind;
  const theirs = mapped.headers[0];
  const written = detail.formats.find(({ header }) => header === theirs)?.format ?? null;
  const [header, setHeader] = useState<string | null>(theirs ?? null);
  const [format, setFormat] = useState<Format | null>(written);
  const [value, setValue] = useState("");
  const formats = kind === "date" || kind === "number" ? FORMATS[kind] : null;
  const another = header !== null && header !== theirs;
  const rewritten = format !== null && format !== written;
  const constant = value.trim();
  const changed = another || rewritten || constant !== "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!changed || mapping.pending) return;
    const said =
      header === null
        ? `${name}: ${t("sources.mapping_constant", { value: constant })}`
        : t("sources.mapping_saved", { column: name, header });
    mapping.save(
      {
        map: another ? [{ entity, column, headers: [header] }] : [],
        defaults: constant === "" ? [] : [{ entity, column, value: constant }],
        formats: rewritten ? [{ entity, column, format }] : [],
      },
      said,
      onClose,
    );
  };
  return (
    <SidePanel
      title={name}
      onClose={onClose}
      onNext={onNext}
      onPrevious={onPrevious}
      actions={
        <Button type="submit" form="mapping-form" disabled={!changed} loading={mapping.pending}>
          {t("sources.mapping_save")}
        </Button>
      }
    >
      <form id="mapping-form" className={styles.form} onSubmit={submit}>
        <Select
          searchable
          label={t("sources.mapping_theirs")}
          placeholder={t("sources.q_column_pick")}
          data={[...new Set(detail.headers)]}
          value={header}
          onChange={setHeader}
        />
        {formats !== null && (
          <Select
            label={t("sources.mapping_format")}
            data={formats.map((one) => ({
              value: one,
              label: `${t(`sources.format_${one}`)} · ${t(`sources.format_${one}_text`)}`,
            }))}
            value={format}
            onChange={(chosen) => setFormat(formats.find((one) => one === chosen) ?? null)}
          />
        )}
        {kind !== "key" && (
          <TextInput
            label={
              header === null ? t("sources.q_column_constant") : t("sources.mapping_where_empty")
            }
            placeholder={mapped.default ?? ""}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
      </form>
    </SidePanel>
  );
}
