/** Kinds of places the wizard asks about, as they stand in its address. */
export const FROM = ["file", "database", "bucket", "service"] as const;
export type From = (typeof FROM)[number];
