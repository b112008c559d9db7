import type { QualitySummary, RunResult } from "#contract/runs.ts";
import { duration, number, plural, table } from "./text.ts";

const right = (title: string) => ({ title, align: "right" as const });

/** `62 checks passed, 3 with remarks, 0 failed, 0 skipped; 4 do not apply.` */
export function qualityText(quality: QualitySummary): string {
  const { passed, warned, failed, skipped, not_applicable: idle } = quality;
  return [
    quality.score === null ? "Quality: nothing to judge yet." : `Quality ${quality.score} of 100:`,
    `${plural(passed, "check")} passed, ${number(warned)} with remarks, ${number(failed)} failed, ${number(skipped)} skipped;`,
    `${number(idle)} do not apply.`,
  ].join(" ");
}

function headline(run: RunResult): string {
  const sources = Object.values(run.layers.bronze);
  const current = sources.filter((source) => !source.held).length;
  const state = `${current} of ${plural(sources.length, "source")} ${sources.length === 1 ? "is" : "are"} current.`;
  switch (run.status) {
    case "succeeded":
      return `Run ${run.run_id} finished in ${duration(run.seconds)}: ${state}`;
    case "unchanged":
      return `Run ${run.run_id} finished in ${duration(run.seconds)}: nothing changed since the last one. ${state}`;
    case "held":
      return `Run ${run.run_id} is held: a check that guards publishing failed. Published reports are unchanged.`;
    case "failed":
      return `Run ${run.run_id} did not finish. Published reports and earlier data are unchanged.`;
    case "cancelled":
      return "Stopped. Published reports and earlier data are unchanged.";
  }
}

function layerTables(run: RunResult): string[] {
  const bronze = Object.entries(run.layers.bronze).map(([source, counts]) => [
    source,
    number(counts.rows_read),
    number(counts.rows_blank),
    number(counts.rows_new),
    number(counts.rows_changed),
    number(counts.rows_deleted),
    counts.held ? "held" : "",
  ]);
  const silver = Object.entries(run.layers.silver).map(([entity, counts]) => [
    entity,
    number(counts.rows),
    number(counts.quarantined),
    number(counts.duplicates),
  ]);
  const gold = Object.entries(run.layers.gold).map(([model, counts]) => [
    model,
    number(counts.rows),
    number(counts.inferred),
  ]);
  const bronzeColumns = ["Read", "Blank", "New", "Changed", "Gone"].map(right);
  return [
    table([{ title: "Bronze: source" }, ...bronzeColumns, { title: "" }], bronze),
    table([{ title: "Silver: entity" }, ...["Rows", "Set aside", "Duplicates"].map(right)], silver),
    table([{ title: "Gold: table" }, ...["Rows", "Inferred"].map(right)], gold),
  ];
}

function nextStep(run: RunResult, directory: string): string {
  const command = (words: string): string => `npm run -s medallion -- ${words}`;
  if (run.status === "held") return `Next: ${command(`quality ${directory}`)}`;
  if (run.published) return `Next: ${command(`report ${directory}`)}`;
  return run.status === "succeeded"
    ? `Next: ${command(`diff ${directory}`)}, then ${command(`publish ${directory}`)}`
    : `Next: ${command(`source list ${directory}`)}`;
}

/** The result of a run for people: what happened, per layer, quality, what to do. */
/** What happened on Snowflake, and what is not the same there. */
function cloudText(cloud: NonNullable<RunResult["snowflake"]>): string {
  const same = cloud.verdicts.filter((verdict) => verdict.identical).length;
  const others = cloud.verdicts
    .filter((verdict) => !verdict.identical)
    .map(
      ({ table, rows, cloud_rows: there, differing }) =>
        `  ${table}: ${number(rows)} rows here, ${number(there)} there; ${differing.slice(0, 5).join(", ")}`,
    );
  return [
    cloud.unchanged
      ? `Snowflake has build ${cloud.build_id} already.`
      : `Snowflake: ${plural(cloud.files_loaded, "file")} loaded, ${plural(cloud.statements, "statement")} sent.`,
    ...(cloud.checks
      ? [
          `${plural(cloud.checks.asked, "check")} asked there, ${number(cloud.checks.failing.length)} with remarks.`,
        ]
      : []),
    ...(cloud.verdicts.length > 0
      ? [`${number(same)} of ${plural(cloud.verdicts.length, "table")} identical.`, ...others]
      : []),
    `About ${cloud.credits} credits by time (${cloud.estimated_credits} estimated); ${cloud.not_counted}.`,
    cloud.published ? "Published on Snowflake." : "Not published on Snowflake.",
  ].join("\n");
}

export function runText(run: RunResult, directory: string): string {
  const details = run.status === "cancelled" ? [] : layerTables(run).flatMap((text) => ["", text]);
  const remarks = run.findings.map(
    (finding) => `${finding.text}${finding.action ? ` ${finding.action}` : ""}`,
  );
  return [
    headline(run),
    ...remarks,
    ...details,
    "",
    qualityText(run.quality),
    run.published ? "Published: readers see it now." : "Not published.",
    ...(run.snowflake ? ["", cloudText(run.snowflake)] : []),
    nextStep(run, directory),
  ].join("\n");
}
