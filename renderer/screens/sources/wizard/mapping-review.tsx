import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ENTITY_COLUMNS, type EntityColumnInfo, type EntityName } from "#contract/entities.ts";
import type { Draft, Proposal } from "#contract/sources.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { useColumnName } from "../entity-list.tsx";
import { withFormat } from "../wizard-state.ts";
import { ColumnChoice } from "./column-choice.tsx";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

type Mapped = Proposal["columns"][number];
type Props = ColumnProps & { readonly draft: Draft };

/** What fills each of our columns, how sure we are and why; each can be changed in place. */
export function MappingReview(props: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { proposal } = props.draft;
  return (
    <>
      {proposal.entities.map((entity) => (
        <EntityPart key={entity} {...props} entity={entity} />
      ))}
      {proposal.unused_headers.length > 0 && (
        <p className="muted">
          {t("sources.mapping_unused", { columns: proposal.unused_headers.join(", ") })}
        </p>
      )}
    </>
  );
}

function EntityPart(props: Props & { readonly entity: EntityName }): React.JSX.Element {
  const { t } = useTranslation();
  const { entity, draft } = props;
  const mapped = new Map(
    draft.proposal.columns
      .filter((column) => column.entity === entity)
      .map((column) => [column.column, column]),
  );
  const all = ENTITY_COLUMNS[entity];
  const filled = all.filter(({ name }) => mapped.has(name));
  const empty = all.filter(({ name }) => !mapped.has(name));
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>
        {t(`sources.entity.${entity}`)}{" "}
        <span className="caption">
          {t("sources.review_columns_found", { filled: filled.length, all: all.length })}
        </span>
      </h3>
      <ul className={styles.columns}>
        {filled.map((info) => (
          <ColumnLine
            key={info.name}
            {...props}
            info={info}
            mapped={mapped.get(info.name) ?? null}
          />
        ))}
      </ul>
      {empty.length > 0 && (
        <details>
          <summary className={styles.summary}>
            {t("sources.review_more")} ({empty.length})
          </summary>
          <ul className={styles.columns}>
            {empty.map((info) => (
              <ColumnLine key={info.name} {...props} info={info} mapped={null} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface LineProps extends Props {
  readonly entity: EntityName;
  readonly info: EntityColumnInfo;
  readonly mapped: Mapped | null;
}

function ColumnLine(props: LineProps): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const [open, setOpen] = useState(false);
  const { info, mapped } = props;
  const name = nameOf(info.name);
  return (
    <li className={styles.column}>
      <div className={styles.columnLine}>
        <span className={styles.columnName}>
          {name}
          {info.required && <span className="caption"> {t("sources.review_required")}</span>}
        </span>
        <span className={styles.columnFrom}>
          <From mapped={mapped} />
        </span>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={open}
          aria-label={`${t("sources.change")}: ${name}`}
          onClick={() => setOpen(!open)}
        >
          {t("sources.change")}
        </Button>
      </div>
      {open && <ColumnEditor {...props} />}
    </li>
  );
}

function From({ mapped }: { readonly mapped: Mapped | null }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  if (mapped === null) return <span className="muted">{t("sources.review_empty")}</span>;
  if (mapped.headers.length === 0) {
    return (
      <span className="muted">{t("sources.review_default", { value: mapped.default ?? "" })}</span>
    );
  }
  const sure = format.percent(mapped.confidence * 100, 0);
  return (
    <>
      {mapped.headers.join(" + ")}{" "}
      <span className="caption" title={mapped.reasons.join(" ")}>
        {mapped.confidence === 1 ? "" : t("sources.review_confidence", { percent: sure })}
      </span>
    </>
  );
}

const FORMATS = {
  date: ["iso", "dmy", "mdy", "excel"],
  number: ["point", "comma"],
} as const;

function ColumnEditor(props: LineProps): React.JSX.Element {
  const { t } = useTranslation();
  const { entity, info, mapped, draft, answers, onChange } = props;
  const header = mapped?.headers[0];
  const now = draft.proposal.formats.find((one) => one.header === header);
  const kinds = info.kind === "date" || info.kind === "number" ? FORMATS[info.kind] : null;
  return (
    <div className={styles.editor}>
      {mapped !== null && mapped.reasons.length > 0 && (
        <p className="muted">{mapped.reasons.join(" ")}</p>
      )}
      <ColumnChoice
        entity={entity}
        column={info.name}
        headers={draft.proposal.headers}
        constant={info.kind !== "key"}
        current={header ?? null}
        answers={answers}
        onChange={onChange}
      />
      {header !== undefined && kinds !== null && (
        <Select
          size="xs"
          label={t("sources.mapping_format")}
          description={now?.reason}
          allowDeselect={false}
          value={now?.format ?? null}
          data={kinds.map((value) => ({
            value,
            label: `${t(`sources.format_${value}`)} · ${t(`sources.format_${value}_text`)}`,
          }))}
          onChange={(value) => {
            const format = kinds.find((kind) => kind === value);
            if (format) onChange(withFormat(answers, { entity, column: info.name, format }));
          }}
        />
      )}
    </div>
  );
}
