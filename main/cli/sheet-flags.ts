import { AppError } from "#domain/errors.ts";
import type { SourceInput } from "#contract/sources.ts";
import type { Client } from "#main/shared/router.ts";
import type { Host } from "./host.ts";
import { rememberedOrigin } from "./remote-flags.ts";
import { type SourceFlags, sourceInput } from "./source-flags.ts";

type Tabs = Awaited<ReturnType<Client["sources"]["tabs"]>>;

/**
 * What was said on the command line: a sheet's link is followed to the tab it
 * means, and the password of a database is kept before it is first read.
 * @throws AppError `question` naming the tabs when the link means none of them.
 */
export async function followedInput(
  entities: string,
  flags: SourceFlags,
  client: () => Promise<Client>,
  host: Host,
): Promise<SourceInput> {
  const { sheet, account } = flags;
  if (sheet === undefined) {
    const elsewhere = await rememberedOrigin(flags, client, host);
    return sourceInput(entities, flags, host, elsewhere ?? undefined);
  }
  const asked = { link: sheet, ...(account !== undefined && { account }) };
  const tabs = await (await client()).sources.tabs(asked, { signal: host.signal });
  const sheet_id = chosenTab(tabs, sheet);
  const title = tabs.tabs.find((tab) => tab.sheet_id === sheet_id)?.title;
  const origin: SourceInput["origin"] = {
    kind: "sheet",
    path: sheet,
    spreadsheet_id: tabs.spreadsheet_id,
    sheet_id,
    ...(account !== undefined && { account }),
  };
  const range = flags.range ?? tabs.range;
  return sourceInput(
    entities,
    {
      ...flags,
      name: flags.name ?? title ?? "Sheet",
      ...(range !== null && { range }),
    },
    host,
    origin,
  );
}

function chosenTab(found: Tabs, link: string): number {
  if (found.sheet_id !== null) return found.sheet_id;
  const base = link.replace(/[#?].*$/, "");
  const lines = found.tabs.map(({ title, sheet_id }) => `${title}: ${base}#gid=${sheet_id}`);
  throw new AppError("question", `"${found.title ?? ""}" has several tabs; the link names none.`, {
    hint: `Open the tab in the browser and copy the link from there, or take one of: ${lines.join("; ")}`,
    details: { tabs: found.tabs },
  });
}
