import { diff } from "#app/publish/diff.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { Waiting } from "#contract/overview.ts";
import type { Build } from "#domain/run/build.ts";
import { figureText } from "#domain/report-sentence.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import { counted } from "#domain/quality/sentences.ts";

/** True if a reader would see other rows in any table after publishing. */
export function differs(build: Build, published: PublishedVersion | null): boolean {
  if (published === null) return true;
  if (published.build_id === build.build_id) return false;
  const tables = Object.keys(build.rows).filter((table) => /^(gold|marts|reports)\./.test(table));
  const gone = Object.keys(published.tables).some((table) => !(table in build.rows));
  return (
    gone ||
    tables.some((table) => {
      const now = build.fingerprints[table] ?? build.build_id;
      return published.tables[table]?.fingerprint !== now;
    })
  );
}

/** What publishing would change for readers, named by the KPI that moved most. */
export async function waitingPublish(
  services: Services,
  build: Build,
  published: PublishedVersion | null,
  call: Call,
): Promise<Waiting[]> {
  if (!differs(build, published)) return [];
  return [
    {
      id: `publish:${build.build_id}`,
      severity: "info",
      text:
        published === null
          ? "Nothing is published yet, so readers see nothing. Look at the reports, then publish."
          : await movedText(services, published, call),
      since: build.closed_at,
      action: { kind: "review_publish", target: null },
    },
  ];
}

async function movedText(
  services: Services,
  published: PublishedVersion,
  call: Call,
): Promise<string> {
  const { kpis, currency } = await diff(services)({}, call);
  const moved = kpis
    .filter(({ delta }) => delta !== null && Number(delta) !== 0)
    .toSorted((a, b) => Math.abs(b.percent ?? 0) - Math.abs(a.percent ?? 0));
  const start = `Readers see version ${published.version}.`;
  // Revenue is what people ask for first.
  const most = moved.find(({ name }) => name === "revenue") ?? moved[0];
  if (!most) return `${start} The newest run is not published; every KPI is the same.`;
  const figure = (value: typeof most.build): string =>
    figureText({ name: most.name, value, unit: most.unit }, currency);
  const more = moved.length > 1 ? `, and ${counted(moved.length - 1, "more KPI")} changed` : "";
  return `${start} The newest run moves ${most.label} from ${figure(most.published)} to ${figure(most.build)}${more}.`;
}
