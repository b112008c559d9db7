import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { ConfirmDialog } from "#renderer/components/confirm-dialog.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./reports.module.css";
import type { Release } from "./use-release.ts";
import { type DiffKpi, steadyKpi } from "./view/changes.ts";

interface PublishDialogProps {
  readonly release: Release;
  readonly opened: boolean;
  onClose(): void;
  onPublish(reason: string | undefined): void;
}

/** What readers would see change, in exact figures; a held run asks for its reason. */
export function PublishDialog(props: PublishDialogProps): React.JSX.Element {
  const { t } = useTranslation();
  const { release, opened, onClose, onPublish } = props;
  const [reason, setReason] = useState("");
  const given = reason.trim();
  const { next, held } = release;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={() => onPublish(held ? given : undefined)}
      title={t("reports.publish_question", { version: next })}
      confirm={t("reports.publish_next", { version: next })}
      decline={t("reports.publish_not_yet")}
      disabled={held && given === ""}
    >
      <p className={styles.plain}>{usePublishSentences(release).join(" ")}</p>
      {held && (
        <Textarea
          mt="md"
          label={t("reports.reason_label")}
          description={t("reports.reason_hint")}
          error={given === "" ? t("reports.reason_missing") : undefined}
          autosize
          minRows={2}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}

function usePublishSentences(release: Release): readonly string[] {
  const { t } = useTranslation();
  const sentence = useKpiSentence();
  const format = useFormat();
  const { changed } = release.changes;
  const [first] = changed;
  // The reasons on the screen may be of another figure; for the first one the answer is there already.
  const why = useQueryOf(
    ["reports", "explain"],
    { report: first?.report ?? "-", kpi: first?.name ?? "-" },
    { enabled: first !== undefined && release.current !== null, keep: false },
  );
  if (release.current === null) {
    return [t("reports.publish_first"), t("reports.publish_readers_first")];
  }
  const steady = steadyKpi(release.diff);
  return [
    first ? sentence(first) : t("reports.publish_nothing_changes"),
    ...(why.data && why.data.sentence !== "" ? [why.data.sentence] : []),
    ...(changed.length > 1 ? [t("reports.publish_more", { count: changed.length - 1 })] : []),
    ...(first && steady
      ? [
          t("reports.publish_stays", {
            label: steady.label,
            value: format.unit(steady.build as string, steady.unit),
          }),
        ]
      : []),
    t("reports.publish_readers"),
  ];
}

function useKpiSentence(): (kpi: DiffKpi) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (kpi) => {
    const { label, unit } = kpi;
    const value = format.unit(kpi.build as string | null, unit);
    if (kpi.build === null) return t("reports.publish_disappears", { label });
    if (kpi.delta === null) return t("reports.publish_appears", { label, value });
    // The verb says the direction; the sign would say it twice.
    const size = format.unit(String(kpi.delta).replace(/^-/, ""), unit);
    const plain =
      unit === "percent" ? format.delta(String(kpi.delta).replace(/^-/, ""), unit) : size;
    const percent =
      kpi.percent === null || unit === "percent" ? "" : ` (${format.change(kpi.percent)})`;
    const delta = `${plain.replace(/^\+/, "")}${percent}`;
    return Number(kpi.delta) < 0
      ? t("reports.publish_falls", { label, delta, value })
      : t("reports.publish_rises", { label, delta, value });
  };
}
