import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { useColumnName } from "../entity-list.tsx";
import { type Missing, renamedColumns } from "../renamed-model.ts";
import { useMapping } from "./use-mapping.ts";
import styles from "./detail.module.css";

/** A column the mapping expects is gone: is one of the new ones the same under another name? */
export function Renamed({ detail }: { readonly detail: SourceDetail }): React.JSX.Element | null {
  const { source, read } = detail;
  const grid = useQueryOf(
    ["sources", "peek"],
    { origin: source.origin, read, limit: 100 },
    { staleTime: 0 },
  );
  if (!grid.data) return null;
  const { missing, fresh } = renamedColumns(detail, grid.data);
  if (fresh.length === 0) return null;
  return (
    <>
      {missing.map((one) => (
        <Question key={one.header} detail={detail} missing={one} fresh={fresh} />
      ))}
    </>
  );
}

function Question(props: {
  readonly detail: SourceDetail;
  readonly missing: Missing;
  readonly fresh: readonly string[];
}): React.JSX.Element | null {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { detail, missing, fresh } = props;
  const [chosen, setChosen] = useState<string | null>(fresh.length === 1 ? fresh[0]! : null);
  const [answered, setAnswered] = useState(false);
  const mapping = useMapping(detail);
  if (answered) return null;
  return (
    <div className={styles.renamed}>
      <p>
        {t("sources.renamed_question", { header: missing.header, column: nameOf(missing.column) })}
      </p>
      <div className={styles.inline}>
        <Select
          size="xs"
          aria-label={t("sources.renamed_new")}
          placeholder={t("sources.q_column_pick")}
          data={[...fresh]}
          value={chosen}
          onChange={setChosen}
        />
        <Button
          size="xs"
          variant="light"
          disabled={chosen === null || mapping.pending}
          onClick={() =>
            chosen !== null &&
            mapping.save(
              { aliases: [{ header: chosen, earlier: missing.header }] },
              t("sources.renamed_saved", { header: chosen, earlier: missing.header }),
            )
          }
        >
          {t("sources.renamed_same")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setAnswered(true)}>
          {t("sources.renamed_new_column")}
        </Button>
      </div>
    </div>
  );
}
