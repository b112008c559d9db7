import { z } from "zod";
import { HANDOVER_TARGETS } from "#domain/handover/place.ts";
import { count } from "./values.ts";

const name = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/, "use lower case, digits and underscores");

export const handoverInput = z.object({
  target: z.enum(HANDOVER_TARGETS),
  /** Where copies of the files are, when the other warehouse cannot read the lake: `s3://…` or `gs://…`. */
  staged: z
    .string()
    .regex(/^(?:s3|gs):\/\/[^\s'"\\]+$/, "must be s3://bucket/prefix or gs://bucket/prefix")
    .exactOptional(),
  /** Begins the names of schemas over there. */
  prefix: name.default("medallion_"),
  /** Role on Redshift that may read. */
  reader: name.default("medallion_reader"),
  /** With which Redshift reads the bucket. */
  iam_role: z
    .string()
    .regex(/^[^\s'"\\]+$/, "must be arn:aws:iam::ACCOUNT:role/NAME")
    .default("arn:aws:iam::ACCOUNT:role/ROLE"),
});

export const handover = z.object({
  version: z.number().int(),
  tables: count,
  rows: count,
  /** To be run in the order of their names. */
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  /** What the models promise and this version does not keep. */
  remarks: z.array(z.string()),
});
