import { AppError } from "#domain/errors.ts";
import { type BucketPlace, parseBucketPath } from "#domain/remote/bucket.ts";

export const HANDOVER_TARGETS = ["redshift", "bigquery"] as const;
export type HandoverTarget = (typeof HANDOVER_TARGETS)[number];

const READS = {
  redshift: { name: "Redshift", scheme: "s3://", from: "Amazon S3" },
  bigquery: { name: "BigQuery", scheme: "gs://", from: "Google Cloud Storage" },
} as const;

/** Where files of a version lie, and whether that is the lake itself. */
export interface ObjectsPlace {
  /** Folder of the files, each named by its SHA-256; no slash at the end. */
  readonly objects: string;
  readonly is_lake: boolean;
}

/**
 * Where the other warehouse finds the files: where somebody says that copies are, else in the lake.
 * @throws AppError `usage` where it cannot read them, with what to do.
 */
export function objectsPlace(
  target: HandoverTarget,
  lake: BucketPlace | undefined,
  staged: string | undefined,
): ObjectsPlace {
  const { name, scheme, from } = READS[target];
  if (staged !== undefined) {
    if (staged.startsWith(scheme)) return { objects: staged.replace(/\/+$/, ""), is_lake: false };
    throw new AppError("usage", `${name} cannot load from ${staged}.`, {
      hint: `Name a place of ${from}: --staged ${scheme}bucket/prefix.`,
    });
  }
  const copy = `Name a place of ${from} for copies of the files, --staged ${scheme}bucket/prefix: objects.tsv will say which go there.`;
  if (lake === undefined) {
    throw new AppError(
      "usage",
      `The lake of this workspace is on this computer alone, and ${name} loads from a bucket.`,
      {
        hint:
          target === "redshift"
            ? `Share it: \`medallion lake connect FOLDER --lake s3://bucket/prefix\`. Or: ${copy}`
            : copy,
      },
    );
  }
  if (target === "redshift" && lake.endpoint === undefined) {
    const found = parseBucketPath(lake.path);
    const prefix = found?.prefix ? `${found.prefix}/` : "";
    return { objects: `s3://${found?.bucket ?? ""}/${prefix}published/objects`, is_lake: true };
  }
  throw new AppError(
    "usage",
    `${name} loads from ${from} only, and the lake is at ${lake.endpoint ?? lake.path}.`,
    {
      hint: copy,
    },
  );
}
