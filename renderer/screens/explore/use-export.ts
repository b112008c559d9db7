import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isRunning, useJob } from "#renderer/client/context.tsx";
import { download } from "#renderer/client/files.ts";
import { useStartJob } from "#renderer/client/queries.ts";
import type { InputOf } from "#renderer/client/types.ts";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";

export type ExportInput = InputOf<"explore", "export">;

export interface ExportedFile {
  readonly name: string;
  readonly rows: number;
}

function fileIn(result: unknown): ExportedFile | null {
  const file = result as Partial<ExportedFile> | null;
  return typeof file?.name === "string" && typeof file.rows === "number"
    ? { name: file.name, rows: file.rows }
    : null;
}

/** Starts an export and hands the file over once it is written. */
export function useExport() {
  const { t } = useTranslation();
  const format = useFormat();
  const [jobId, setJobId] = useState<string | null>(null);
  const handed = useRef<string | null>(null);
  const job = useJob(jobId);
  const start = useStartJob("explore.export", { onSuccess: ({ job_id }) => setJobId(job_id) });
  const done = job?.status === "succeeded" ? fileIn(job.result) : null;
  useEffect(() => {
    if (!done || handed.current === jobId) return;
    handed.current = jobId;
    download(done.name);
    toast(
      t("explore.export_done", {
        count: done.rows,
        number: format.count(done.rows),
        name: done.name,
      }),
    );
  }, [done, jobId, format, t]);
  return {
    running:
      start.isPending || (jobId !== null && job === null) || (job !== null && isRunning(job)),
    error: start.error ?? (job?.status === "failed" ? job.error : null),
    done,
    start: (input: ExportInput) => start.mutate(input),
  };
}
