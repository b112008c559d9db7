import { type BucketPlace, parseBucketPath } from "#domain/remote/bucket.ts";

/**
 * The team's own bucket as the way into Snowflake, in place of Snowflake's storage. The program writes to it with
 * this computer's sign-in, Snowflake reads from it by an external stage.
 */
export interface TeamStage extends Partial<BucketPlace> {
  /**
   * An external stage that an administrator made, e.g. `ADMIN.STAGES.BRONZE`; without `path` it says which bucket.
   * Without a name the loading role makes a stage of its own, through the integration of the set-up script.
   */
  readonly name?: string;
  /** Role of the bucket's owner that Snowflake takes on; only the set-up script uses it. */
  readonly role_arn?: string;
}

/** `DATABASE.SCHEMA.STAGE`. */
export const isStageName = (text: string): boolean =>
  /^[A-Za-z_]\w*(\.[A-Za-z_]\w*){2}$/.test(text);

/** Where an external stage reads, as `describe stage` says it; null for what is no bucket of S3. */
export function placeOfUrl(url: string): string | null {
  const path = url.replaceAll(/[[\]"\s]/g, "").replace(/^s3(?:compat|gov|china)?:/, "s3:");
  return parseBucketPath(path) ? path.replace(/\/+$/, "") : null;
}
