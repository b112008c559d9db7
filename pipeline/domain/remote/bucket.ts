/** A place in a bucket of any S3-compatible service; credentials come from the usual chain, never from here. */
export interface BucketPlace {
  /** `s3://bucket/prefix`. */
  readonly path: string;
  /** Address of a service that is not Amazon's, e.g. `https://s3.shop.example`. */
  readonly endpoint?: string;
  readonly region?: string;
  /** The bucket stands in the path instead of the host name. */
  readonly path_style?: boolean;
  /** A profile of `~/.aws/config`, single sign-on among them. */
  readonly profile?: string;
}

export interface BucketPrefix {
  readonly bucket: string;
  /** Without a slash at either end; may be empty. */
  readonly prefix: string;
}

/** `s3://bucket/some/prefix/`; null for what is none. */
export function parseBucketPath(text: string): BucketPrefix | null {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text.trim());
  if (!found) return null;
  return { bucket: found[1]!, prefix: (found[2] ?? "").replaceAll(/^\/+|\/+$/g, "") };
}

export const isBucketPath = (text: string): boolean => parseBucketPath(text) !== null;
