import { createApp } from "#main/shared/wiring.ts";

/** Every address of the console on a workspace, with a short name for files. */
export async function placesOf(workspace: string): Promise<readonly (readonly [string, string])[]> {
  const app = await createApp(workspace);
  try {
    const { client } = app;
    const sources = await client.sources.list({});
    const runs = await client.runs.list({ limit: 1 });
    const reports = await client.reports.list({});
    const quality = runs.length > 0 ? await client.quality.result({}) : null;
    const check = quality?.checks.find(({ rows_failed }) => rows_failed > 0) ?? quality?.checks[0];
    const part = encodeURIComponent;
    return [
      ["overview", "/overview"],
      ["sources", "/sources"],
      ["sources-new", "/sources/new"],
      ...(["database", "bucket", "service"] as const).map(
        (from) => [`sources-new-${from}`, `/sources/new?from=${from}`] as const,
      ),
      ...sources.slice(0, 1).map(({ id }) => ["source", `/sources/${part(id)}`] as const),
      ["pipeline", "/pipeline"],
      ["pipeline-runs", "/pipeline/runs"],
      ...runs.map(({ run_id }) => ["pipeline-run", `/pipeline/runs/${part(run_id)}`] as const),
      ["pipeline-calendar", "/pipeline/calendar"],
      ["quality", "/quality"],
      ...(check ? [["quality-check", `/quality/checks/${part(check.name)}`] as const] : []),
      ["quality-quarantine", "/quality/quarantine"],
      ["reports", "/reports"],
      ...reports.map(({ name }) => [`report-${name}`, `/reports/${part(name)}`] as const),
      ["explore", "/explore"],
      ...(quality
        ? ([
            ["explore-table", `/explore/${part("gold.fact_sales")}`],
            ["explore-row", "/explore/gold.fact_sales?row=2"],
            ["explore-column", "/explore/gold.fact_sales?column=net_amount"],
            ["explore-query", "/explore/gold.fact_sales?query=true"],
          ] as const)
        : []),
      ["schedule", "/schedule"],
      ["settings", "/settings"],
    ];
  } finally {
    await app.close();
  }
}
