import { z } from "zod";
import { isWebAddress } from "#domain/remote/web-address.ts";
import { bucketPlace } from "./lake.ts";
import { mayBeKept } from "#domain/remote/address.ts";
import { COLUMN_FORMATS } from "./names.ts";
import { cell, count, entityName, finding, instant, timeZone } from "./values.ts";

/** A table or view of a database; its password is remembered apart, see `connections.remember`. */
function database<Kind extends "postgres" | "mysql">(kind: Kind) {
  return z.object({
    kind: z.literal(kind),
    path: z
      .string()
      .refine(mayBeKept, `must be ${kind}://user@host:port/database, without a password`),
    table: z.string().min(1),
    /** A column that grows with every change: only rows from there on are read, and added. */
    watermark: z.string().min(1).exactOptional(),
    tls: z.enum(["verify", "verify-ca", "require", "off"]).exactOptional(),
    ca_file: z.string().min(1).exactOptional(),
    timeout_seconds: z.number().int().min(1).max(86_400).exactOptional(),
  });
}

/** Records of a web service; its token is remembered apart, see `connections.remember`. */
export const rest = z.object({
  kind: z.literal("rest"),
  path: z.string().refine(isWebAddress, "must be a web address, without a password"),
  /** Dotted path of the list of records in an answer; absent when the answer is the list. */
  list: z.string().min(1).exactOptional(),
  paging: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("link") }),
      z.object({
        kind: z.literal("cursor"),
        next: z.string().min(1),
        parameter: z.string().min(1),
      }),
      z.object({ kind: z.literal("page"), parameter: z.string().min(1) }),
    ])
    .exactOptional(),
  auth_header: z
    .string()
    .regex(/^[\w-]+$/, "must be the name of a header")
    .exactOptional(),
  per_minute: z.number().int().min(1).max(60_000).exactOptional(),
});

/** Where a source is read from. */
export const origin = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("csv"), path: z.string().min(1) }),
  z.object({ kind: z.literal("json"), path: z.string().min(1) }),
  z.object({ kind: z.literal("folder"), path: z.string().min(1) }),
  z.object({
    kind: z.literal("sheet"),
    /** The link as it was pasted. */
    path: z.string().min(1),
    spreadsheet_id: z.string().min(1),
    sheet_id: z.number().int().nonnegative(),
    account: z.string().min(1).exactOptional(),
  }),
  database("postgres"),
  database("mysql"),
  z.object({ kind: z.literal("s3"), ...bucketPlace.shape }),
  rest,
]);
export type Origin = z.infer<typeof origin>;

export const readOptions = z.object({
  delimiter: z.string().min(1).exactOptional(),
  encoding: z.string().min(1).exactOptional(),
  /** 1-based, as spreadsheets show it. */
  header_row: z.number().int().min(1).exactOptional(),
  /** A1 range, e.g. `B3:H`. */
  range: z.string().min(2).exactOptional(),
});

export const mode = z.enum(["snapshot", "append"]);
export const columnFormat = z.enum(COLUMN_FORMATS);

/** A column of an entity; without `entity` the only entity of the source that has such a column. */
const target = { entity: entityName.exactOptional(), column: z.string().min(1) };

/** How columns are mapped, in the user's words. */
const statements = {
  map: z.array(z.object({ ...target, headers: z.array(z.string().min(1)).min(1) })).default([]),
  defaults: z.array(z.object({ ...target, value: z.string() })).default([]),
  formats: z.array(z.object({ ...target, format: columnFormat })).default([]),
};

/** What the user says about a source; everything left out is proposed. */
export const sourceInput = z.object({
  entities: z.array(entityName).min(1),
  origin,
  name: z.string().min(1).exactOptional(),
  mode: mode.exactOptional(),
  ...statements,
  read: readOptions.default({}),
  /** Zone of values without offset; default the workspace's. */
  time_zone: timeZone.exactOptional(),
  prices_include_tax: z.boolean().exactOptional(),
  /** Another source already feeds the entity and both use the same keys. */
  same_keys: z.boolean().exactOptional(),
  /** Put before the keys of this source, when another source feeds the entity with clashing keys. */
  key_prefix: z.string().min(1).exactOptional(),
});
export type SourceInput = z.infer<typeof sourceInput>;

export const question = z.object({
  /** Stable machine name, e.g. `ambiguous_date`. */
  kind: z.string(),
  text: z.string(),
  /** What may be answered, in words a flag takes. */
  options: z.array(z.string()),
  /** The flag that answers it, e.g. `--format ordered_at=dmy`. */
  flag: z.string().nullable(),
});

export const proposal = z.object({
  entities: z.array(entityName),
  headers: z.array(z.string()),
  header_row: z.number().int(),
  columns: z.array(
    z.object({
      entity: entityName,
      column: z.string(),
      required: z.boolean(),
      headers: z.array(z.string()),
      /** Constant used for every row, when no header is mapped. */
      default: z.string().nullable(),
      confidence: z.number().min(0).max(1),
      reasons: z.array(z.string()),
    }),
  ),
  formats: z.array(
    z.object({ header: z.string(), format: columnFormat.nullable(), reason: z.string() }),
  ),
  unused_headers: z.array(z.string()),
  questions: z.array(question),
  findings: z.array(finding),
  /** Every required column is proposed with confidence 0.9 or more and nothing is open. */
  complete: z.boolean(),
});
export type Proposal = z.infer<typeof proposal>;

export const sourceState = z.enum(["new", "current", "held", "removed"]);

export const sourceSummary = z.object({
  id: z.string(),
  name: z.string(),
  entities: z.array(entityName),
  origin,
  mode,
  state: sourceState,
  /** Rows of the newest committed snapshot; null before the first run. */
  rows: count.nullable(),
  last_read_at: instant.nullable(),
  /** Why it is held, in one sentence. */
  reason: z.string().nullable(),
});
export type SourceSummary = z.infer<typeof sourceSummary>;

export const addedSource = z.object({
  source: sourceSummary,
  proposal,
  mapping_version: z.number().int(),
});

/** What reading the source now would do; nothing is written. */
export const sourceCheck = z.object({
  id: z.string(),
  readable: z.boolean(),
  rows: count.nullable(),
  rows_blank: count.nullable(),
  findings: z.array(finding),
  questions: z.array(question),
  /** For the owner of a sheet, ready to send; null when nothing is theirs to mend. */
  message: z.string().nullable(),
});

export type SourceCheck = z.infer<typeof sourceCheck>;

/** Raw and typed cells side by side, per mapped column. */
export const preview = z.object({
  id: z.string(),
  columns: z.array(
    z.object({
      entity: entityName,
      column: z.string(),
      headers: z.array(z.string()),
      reading: z.object({
        /** How dates or numbers of the column are written; null for other columns. */
        format: columnFormat.nullable(),
        /** Number format of the column in its spreadsheet, e.g. `DATE dd.mm.yyyy`. */
        shown_as: z.string().nullable(),
        /** The spreadsheet's, e.g. `de_DE`. */
        locale: z.string().nullable(),
        /** Values that are not blank, of all rows. */
        values: count,
        examples: z.array(z.object({ raw: z.string(), typed: z.string() })),
        refused: count,
        /** What could not be read, and why: ambiguous values are refused, never guessed. */
        refused_examples: z.array(z.object({ raw: z.string(), reason: z.string() })),
      }),
    }),
  ),
  rows: z.array(
    z.object({
      address: z.string(),
      cells: z.array(z.object({ raw: cell, typed: cell, problem: z.string().nullable() })),
    }),
  ),
  rows_total: count.nullable(),
  /** Rows of the last snapshot that would disappear. */
  rows_disappearing: count,
  findings: z.array(finding),
});
export type Preview = z.infer<typeof preview>;

export const sourceId = z.object({ id: z.string().min(1) });
export const previewInput = sourceId.extend({
  limit: z.number().int().min(1).max(1000).default(20),
});

/** A change of how a source is mapped: what is named changes, everything else stays. */
export const mapInput = sourceId.extend({
  ...statements,
  /** Columns that have another name now. */
  aliases: z.array(z.object({ header: z.string().min(1), earlier: z.string().min(1) })).default([]),
  /** Take the last change back. */
  undo: z.boolean().default(false),
});
export const remapped = z.object({
  id: z.string(),
  mapping_version: z.number().int(),
  /** Parsed again by the next run. */
  entities: z.array(entityName),
});

/** The answer to "is this column the same under another name?". */
export const renameInput = sourceId.extend({
  /** No: it is another column, and what the old one filled stays empty. */
  same: z.boolean().default(true),
  /** New names that are meant; all that are asked about when empty. */
  headers: z.array(z.string().min(1)).default([]),
});
const rename = z.object({ header: z.string(), earlier: z.string() });
export const renamed = remapped.extend({ renames: z.array(rename) });

export const removed = z.object({
  id: z.string(),
  /** Rows per entity that leave with the next build. */
  rows_leaving: z.record(z.string(), count),
  restored: z.boolean(),
});
export const removeInput = sourceId.extend({
  /** Take an earlier removal back. */
  undo: z.boolean().default(false),
});

export const acceptInput = sourceId.extend({
  reason: z.string().min(1),
  /** The source holds only what is new: from now on its reads add to the rows there are. */
  append: z.boolean().default(false),
});
export const heldAnswer = z.object({
  id: z.string(),
  /** Rows of the refused read that was accepted or thrown away. */
  rows: count,
  batch_id: z.string().nullable(),
});

export const peekInput = z.object({
  origin,
  read: readOptions.default({}),
  limit: z.number().int().min(1).max(1000).default(100),
});
/** The source as it stands there, before anything is understood. */
export const rawGrid = z.object({
  /** Text of every cell, first row first; rows may be of different length. */
  rows: z.array(z.array(z.string())),
  /** 1-based number of the first row shown. */
  first_row: z.number().int(),
  /** Rows of the whole source; null when it was not read to the end. */
  rows_total: count.nullable(),
  /** 1-based row taken for the header, and why. */
  header_row: z.number().int().nullable(),
  header_reason: z.string().nullable(),
  /** Another row that fits better than the one asked for, if any. */
  better_header_row: z.number().int().nullable(),
  delimiter: z.string().nullable(),
  encoding: z.string().nullable(),
  findings: z.array(finding),
});
export type RawGrid = z.infer<typeof rawGrid>;

/** How a source would be read if it were added so; nothing is written. */
export const draftInput = sourceInput.extend({
  limit: z.number().int().min(1).max(1000).default(50),
});
export const draft = z.object({
  proposal,
  /** Raw beside typed, and what cannot be read, with addresses. Null while a question is open. */
  preview: preview.omit({ id: true }).nullable(),
  /** Why it cannot be saved yet, in sentences; empty when it can. */
  blocked: z.array(z.string()),
});
export type Draft = z.infer<typeof draft>;

/** A source with its mapping and what is known about its reads. */
export const sourceDetail = z.object({
  source: sourceSummary,
  mapping_version: z.number().int(),
  read: readOptions,
  columns: z.array(
    z.object({
      entity: entityName,
      column: z.string(),
      required: z.boolean(),
      headers: z.array(z.string()),
      default: z.string().nullable(),
    }),
  ),
  formats: z.array(z.object({ header: z.string(), format: columnFormat })),
  headers: z.array(z.string()),
  /** Newest first. */
  batches: z.array(
    z.object({ batch_id: z.string(), at: instant, rows: count, changed: count, deleted: count }),
  ),
  /** The refused read that waits for an answer, if any. */
  held: z
    .object({
      text: z.string(),
      rows_before: count.nullable(),
      rows_now: count.nullable(),
      /** The source may hold only what is new. */
      only_new: z.boolean(),
      /** Columns that seem to have another name now: the same, or another one? */
      renames: z.array(rename.extend({ confidence: z.number(), reason: z.string() })),
    })
    .nullable(),
});
export type SourceDetail = z.infer<typeof sourceDetail>;

export const tabsInput = z.object({
  /** A link in any shape people paste, or a bare id. */
  link: z.string().min(1),
  account: z.string().min(1).exactOptional(),
});
/** A spreadsheet before one of its tabs is connected. */
export const tabList = z.object({
  spreadsheet_id: z.string(),
  /** Null where Google tells nothing: a link-shared sheet without an account. */
  title: z.string().nullable(),
  /** The address it must be shared with. */
  account: z.string().nullable(),
  time_zone: z.string().nullable(),
  tabs: z.array(
    z.object({
      sheet_id: z.number().int(),
      title: z.string(),
      hidden: z.boolean(),
      /** Size of the grid, empty rows and columns included. */
      rows: count,
      columns: count,
    }),
  ),
  /** The tab the link means; null when that must be asked. */
  sheet_id: z.number().int().nullable(),
  /** A1 range of the link. */
  range: z.string().nullable(),
});
