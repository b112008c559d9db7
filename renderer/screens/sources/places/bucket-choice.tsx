import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { parseBucketPath } from "#contract/addresses.ts";
import type { FoundTable } from "#contract/connections.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Answers, startWith } from "../wizard-state.ts";
import { type BucketOrigin, foldersOf } from "./bucket-form.ts";
import styles from "./places.module.css";

const last = (path: string): string => path.split("/").findLast((part) => part !== "") ?? path;

/** Everything below the folder, one folder of it, or one file. */
export function BucketChoice(props: {
  readonly place: BucketOrigin;
  readonly files: readonly FoundTable[];
  readonly more: boolean;
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { place, files, more, onFound } = props;
  const { bucket = "", prefix = "" } = parseBucketPath(place.path) ?? {};
  const begin = (key: string): void => {
    const path = key === "" ? `s3://${bucket}` : `s3://${bucket}/${key}`;
    onFound(startWith({ ...place, path }, key === "" ? bucket : last(key).replace(/\.gz$/i, "")));
  };
  const keys = files.map(({ name }) => name);
  const folders = foldersOf(keys, prefix);
  const count = files.length;
  return (
    <section className={styles.choose}>
      <h2 className={styles.chooseTitle}>{t("places.choose.files")}</h2>
      <div className={styles.stack}>
        <Button onClick={() => begin(prefix)}>
          {t("places.choose.all_files", { count, number: format.count(count) })}
        </Button>
        {folders.length > 1 &&
          folders.map((folder) => (
            <Button key={folder.path} variant="default" onClick={() => begin(folder.path)}>
              {last(folder.path)}/ ·{" "}
              {t("places.choose.folder_files", {
                count: folder.files,
                number: format.count(folder.files),
              })}
            </Button>
          ))}
      </div>
      {more && <p className="caption">{t("places.found.more")}</p>}
      {count > 1 && (
        <details className={styles.more}>
          <summary>{t("places.choose.one_file")}</summary>
          <FileList files={files} prefix={prefix} onChoose={begin} />
        </details>
      )}
    </section>
  );
}

function FileList(props: {
  readonly files: readonly FoundTable[];
  readonly prefix: string;
  onChoose(key: string): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: readonly Column<FoundTable>[] = [
    {
      key: "name",
      label: t("places.choose.name"),
      cell: ({ name }) => name.slice(props.prefix === "" ? 0 : props.prefix.length + 1) || name,
      title: ({ name }) => name,
    },
    {
      key: "bytes",
      label: t("places.choose.size"),
      align: "right",
      width: 120,
      cell: ({ bytes }) => format.bytes(bytes),
    },
  ];
  return (
    <div className={styles.list}>
      <DataTable
        label={t("places.choose.one_file")}
        columns={columns}
        rows={props.files}
        rowKey={({ name }) => name}
        onOpen={({ name }) => props.onChoose(name)}
      />
    </div>
  );
}
