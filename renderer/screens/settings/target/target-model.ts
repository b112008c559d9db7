import type { InputOf } from "#renderer/client/types.ts";

export type Target = InputOf<"target", "set">;
export type SignIn = Target["sign_in"];
export type Way = SignIn["kind"];
export const WAYS: readonly Way[] = ["key_pair", "browser", "token", "oauth"];

export const SIZES = [
  "X-Small",
  "Small",
  "Medium",
  "Large",
  "X-Large",
  "2X-Large",
  "3X-Large",
  "4X-Large",
] as const;

/** What the fields of the place hold. */
export interface Place {
  readonly account: string;
  readonly user: string;
  readonly role: string;
  readonly warehouse: string;
  readonly warehouse_size: string;
  readonly database: string;
}

/** As the set-up script names things, so that an empty account needs no choice but the user. */
export function placeOf(target: Target | null): Place {
  return {
    account: target?.account ?? "",
    user: target?.user ?? "",
    role: target?.role ?? "MEDALLION_LOADER",
    warehouse: target?.warehouse ?? "MEDALLION_LOADING",
    warehouse_size: target?.warehouse_size ?? "X-Small",
    database: target?.database ?? "MEDALLION",
  };
}

/** The identifier in what people paste: an address holds more than it. */
export function accountOf(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\.snowflakecomputing\.com.*$/i, "");
}

/** Which field cannot be saved as it stands: a key of the texts; null for a good one. */
export function wrongIn(
  name: keyof Place,
  text: string,
): "needed" | "account_wrong" | "name_wrong" | null {
  const clean = name === "account" ? accountOf(text) : text.trim();
  if (clean === "") return "needed";
  if (name === "account") return /^[A-Za-z0-9._-]+$/.test(clean) ? null : "account_wrong";
  if (name === "user" || name === "warehouse_size") return null;
  return /^[A-Za-z]\w{0,60}$/.test(clean) ? null : "name_wrong";
}

/** The target with another place; how to sign in and what it may cost stay. */
export function withPlace(target: Target | null, place: Place): Target {
  return {
    sign_in: { kind: "key_pair", key_file: null },
    ...target,
    account: accountOf(place.account),
    user: place.user.trim(),
    role: place.role.trim(),
    warehouse: place.warehouse.trim(),
    warehouse_size: place.warehouse_size,
    database: place.database.trim(),
  };
}

/** An amount as people write it, with a comma or a point; null for nothing, undefined for no amount. */
export function amount(text: string): number | null | undefined {
  const clean = text.trim().replace(",", ".");
  if (clean === "") return null;
  return /^\d{1,7}(\.\d{1,6})?$/.test(clean) ? Number(clean) : undefined;
}

export interface Cost {
  readonly cap: number | null;
  readonly price: number | null;
  readonly currency: string;
}

/** The target with another cap and price; what is empty is not set. */
export function withCost(target: Target, { cap, price, currency }: Cost): Target {
  const { credit_cap: _cap, credit_price: _price, ...rest } = target;
  return {
    ...rest,
    ...(cap !== null && { credit_cap: cap }),
    ...(price !== null && { credit_price: { amount: price, currency: currency.toUpperCase() } }),
  };
}
