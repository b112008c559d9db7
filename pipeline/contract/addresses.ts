/** What a window needs of addresses before it asks anything: the rules by which they may be kept. */
export { mayBeKept, plainAddress, tableParts } from "#domain/remote/address.ts";
export { isBucketPath, parseBucketPath } from "#domain/remote/bucket.ts";
export { isWebAddress } from "#domain/remote/web-address.ts";
export { isTableName } from "#domain/mapping/slug.ts";
