import { join } from "node:path";
import type { ShopFile, ShopSession } from "./session.ts";

/** Rows are laid out at `seq * ROOM`, which leaves places between them for planted ones. */
const ROOM = 64;

/** Which rows of an entity to write, and under which file name. */
export interface FileRequest {
  readonly folder: string;
  readonly entity: ShopFile;
  /** Without folder and extension; default the entity's name. */
  readonly name?: string;
  /** Only rows after the horizon and those sent again: for files that append. */
  readonly onlyNew?: boolean;
}

export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
}

interface Header {
  readonly header: string;
  readonly field: string;
  readonly is_key: boolean;
}

/** Writes one CSV with its planted defects and enters these in `plant.ledger`. */
export async function writeFile(shop: ShopSession, request: FileRequest): Promise<WrittenFile> {
  const { folder, entity, name = entity, onlyNew = false } = request;
  const headers = (await shop.rows(
    `select header, field, is_key from clean.headers where entity = '${entity}'`,
  )) as unknown as Header[];
  const path = join(folder, `${name}.csv`);
  await shop.connection.run(layOut(entity, headers, onlyNew));
  const [written] = await shop.rows(
    `copy (select * exclude (_place) from laid_out order by _place) to ${text(path)} (format csv, header true)`,
  );
  await shop.connection.run(enterInLedger(entity, headers, `${name}.csv`));
  await shop.connection.run("drop table laid_out");
  return { path, rows: Number(written?.["Count"]) };
}

/** Writes all entries made since the ledger was last emptied, in file and row order, and empties it. */
export async function writeLedger(
  shop: ShopSession,
  folder: string,
  name = "ledger",
): Promise<string> {
  const path = join(folder, `${name}.json`);
  await shop.connection.run(`
    copy (
      select
        entity, file, row, defect, header as "column", field, key, raw,
        {outcome: outcome, reason: reason, value: expected[header], values: expected} as expected
      from plant.ledger
      order by file, row
    ) to ${text(path)} (format json, array true);
    delete from plant.ledger`);
  return path;
}

function layOut(entity: ShopFile, headers: readonly Header[], onlyNew: boolean): string {
  const names = headers.map(({ header }) => `"${header}"`).join(", ");
  const cells = headers.map(
    ({ header }) => `
      if(defect = 'blank_row', null, nullif(coalesce(cells['${header}'], "${header}"), ''))`,
  );
  const wanted = onlyNew
    ? `seq > (select after from plant.horizon where entity = '${entity}')
       or seq in (select seq from plant.resent where entity = '${entity}')`
    : "true";
  return `
    create temp table laid_out as
    select seq * ${ROOM} as _place, ${names}
    from clean.${entity} anti join (
      select seq from plant.planted where entity = '${entity}' and place = 0
    ) using (seq)
    where ${wanted}
    union all
    select seq * ${ROOM} + place, ${cells.join(", ")}
    from clean.${entity} join plant.planted using (seq)
    where entity = '${entity}' and (${wanted})`;
}

function enterInLedger(entity: ShopFile, headers: readonly Header[], file: string): string {
  const keys = headers
    .filter(({ is_key }) => is_key)
    .map(
      ({ header, field }) =>
        `'${field}': if(cells['${header}'] = '', null, coalesce(expected['${header}'], "${header}"))`,
    );
  return `
    insert into plant.ledger
    with numbered as (
      select _place, row_number() over (order by _place) + 1 as row from laid_out
    )
    select
      entity, '${file}', row, defect, header, field,
      if(defect = 'blank_row', null, map {${keys.join(", ")}}),
      cells[header], outcome, reason, expected
    from plant.planted
    join clean.${entity} using (seq)
    join numbered on _place = seq * ${ROOM} + place
    left join clean.headers using (entity, header)
    where entity = '${entity}'`;
}

/** A path as an SQL text. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
