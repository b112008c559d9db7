import { Button, Radio, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { tableParts } from "#contract/addresses.ts";
import type { FoundTable, Place } from "#contract/connections.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Empty } from "#renderer/components/empty.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Answers, startWith } from "../wizard-state.ts";
import styles from "./places.module.css";

type Database = Extract<Place, { kind: "postgres" | "mysql" }>;
/** So few are seen at a glance. */
const GLANCE = 8;

/** Which table of a database is read, and whether whole or only what is new. */
export function TableChoice(props: {
  readonly place: Database;
  readonly tables: readonly FoundTable[];
  readonly more: boolean;
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { place, tables, onFound } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const shown = tables.filter(({ name }) => name.toLowerCase().includes(wanted));
  const begin = (table: string, watermark: string | null): void => {
    const origin = { ...place, table, ...(watermark !== null && { watermark }) };
    onFound(startWith(origin, tableParts(table).at(-1) ?? table));
  };
  const table = tables.find(({ name }) => name === chosen);
  return (
    <section className={styles.choose}>
      <h2 className={styles.chooseTitle}>{t("places.choose.table")}</h2>
      {tables.length > GLANCE && (
        <TextInput
          size="xs"
          type="search"
          aria-label={t("places.choose.filter")}
          placeholder={t("places.choose.filter")}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {tables.length > 0 && <TableList tables={shown} chosen={chosen} onChoose={setChosen} />}
      {props.more && <p className="caption">{t("places.found.more")}</p>}
      {table !== undefined && (
        <HowMuch
          key={table.name}
          name={table.name}
          growing={table.growing}
          onUse={(watermark) => begin(table.name, watermark)}
        />
      )}
      <ByName onUse={(name) => begin(name, null)} />
    </section>
  );
}

function TableList(props: {
  readonly tables: readonly FoundTable[];
  readonly chosen: string | null;
  onChoose(name: string): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: readonly Column<FoundTable>[] = [
    {
      key: "name",
      label: t("places.choose.name"),
      cell: ({ name, kind }) => (
        <>
          {name}{" "}
          {kind === "view" && <span className={styles.quiet}>{t("places.choose.view")}</span>}
        </>
      ),
      title: ({ name }) => name,
    },
    {
      key: "rows",
      label: t("places.choose.rows"),
      align: "right",
      width: 120,
      cell: ({ rows }) => (rows === null ? "" : format.count(rows)),
    },
  ];
  return (
    <div className={styles.list}>
      <DataTable
        label={t("places.choose.table")}
        columns={columns}
        rows={props.tables}
        rowKey={({ name }) => name}
        selected={props.chosen}
        onOpen={({ name }) => props.onChoose(name)}
        empty={<Empty text={t("places.choose.none")} />}
      />
    </div>
  );
}

/** Whole, or from the newest value of a column on. */
function HowMuch(props: {
  readonly name: string;
  readonly growing: readonly string[];
  onUse(watermark: string | null): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { name, growing, onUse } = props;
  const [all, setAll] = useState(true);
  const [column, setColumn] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (all || column !== null) onUse(all ? null : column);
  };
  return (
    <form className={styles.options} onSubmit={submit}>
      {growing.length > 0 && (
        <Radio.Group
          label={t("places.choose.read")}
          value={all ? "all" : "new"}
          onChange={(value) => setAll(value === "all")}
        >
          <div className={styles.ticks}>
            <Radio
              value="all"
              label={t("places.choose.read_all")}
              description={t("places.choose.read_all_text")}
            />
            <Radio
              value="new"
              label={t("places.choose.read_new")}
              description={t("places.choose.read_new_text")}
            />
          </div>
        </Radio.Group>
      )}
      {!all && (
        <Select
          label={t("places.choose.growing")}
          description={t("places.choose.growing_hint")}
          error={tried && column === null ? t("places.choose.growing_missing") : null}
          searchable
          value={column}
          onChange={setColumn}
          data={[...growing]}
        />
      )}
      <div>
        <Button type="submit">{t("places.choose.use", { name })}</Button>
      </div>
    </form>
  );
}

/** Somebody may read a table without seeing the list of them. */
function ByName(props: { onUse(name: string): void }): React.JSX.Element {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const clean = name.trim();
  return (
    <details className={styles.more}>
      <summary>{t("places.choose.by_name")}</summary>
      <form
        className={styles.byName}
        onSubmit={(event) => {
          event.preventDefault();
          if (clean !== "") props.onUse(clean);
        }}
      >
        <TextInput
          size="xs"
          label={t("places.choose.name")}
          description={t("places.choose.by_name_hint")}
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" disabled={clean === ""}>
          {t("sources.path_open")}
        </Button>
      </form>
    </details>
  );
}
