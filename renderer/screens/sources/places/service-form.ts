import { isWebAddress } from "#contract/addresses.ts";
import type { Place } from "#contract/connections.ts";

export type PagingKind = "none" | "link" | "page" | "cursor";

/** The fields of a web service as they are typed; the token is apart and never part of this. */
export interface ServiceForm {
  readonly address: string;
  readonly header: string;
  readonly paging: PagingKind;
  /** Of the request for another page. */
  readonly parameter: string;
  /** Where in an answer the next cursor is. */
  readonly next: string;
  readonly per_minute: string;
}
export type ServiceField = keyof ServiceForm | "token";

export const EMPTY_SERVICE: ServiceForm = {
  address: "",
  header: "",
  paging: "none",
  parameter: "",
  next: "",
  per_minute: "",
};

export type ServiceProblem =
  | "address_missing"
  | "address_odd"
  | "address_token"
  | "header_odd"
  | "parameter_missing"
  | "next_missing"
  | "per_minute_odd";

/** Parameters whose values are secrets: an address is kept in the workspace, a secret is not. */
const SECRET = /[?&][^=&]*(?:token|secret|passw|api[-_]?key|access[-_]?key|signature)[^=&]*=[^&]/i;

export function serviceProblems(form: ServiceForm): Partial<Record<ServiceField, ServiceProblem>> {
  const address = form.address.trim();
  const header = form.header.trim();
  const speed = form.per_minute.trim();
  const paged = form.paging === "page" || form.paging === "cursor";
  return {
    ...(address === "" && { address: "address_missing" as const }),
    ...(address !== "" && !isWebAddress(address) && { address: "address_odd" as const }),
    ...(SECRET.test(address) && { address: "address_token" as const }),
    ...(header !== "" && !/^[\w-]+$/.test(header) && { header: "header_odd" as const }),
    ...(paged && form.parameter.trim() === "" && { parameter: "parameter_missing" as const }),
    ...(form.paging === "cursor" && form.next.trim() === "" && { next: "next_missing" as const }),
    ...(speed !== "" && !isSpeed(speed) && { per_minute: "per_minute_odd" as const }),
  };
}

const isSpeed = (text: string): boolean =>
  /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 60_000;

export type ServiceOrigin = Extract<Place, { kind: "rest" }>;

/** The service as the contract names it, without a token; null while a field is wrong. */
export function serviceOf(form: ServiceForm): ServiceOrigin | null {
  if (Object.keys(serviceProblems(form)).length > 0) return null;
  const header = form.header.trim();
  const paging = pagingOf(form);
  return {
    kind: "rest",
    path: form.address.trim(),
    ...(paging && { paging }),
    ...(header !== "" && { auth_header: header }),
    ...(form.per_minute.trim() !== "" && { per_minute: Number(form.per_minute) }),
  };
}

function pagingOf(form: ServiceForm): ServiceOrigin["paging"] {
  const parameter = form.parameter.trim();
  switch (form.paging) {
    case "none":
      return undefined;
    case "link":
      return { kind: "link" };
    case "page":
      return { kind: "page", parameter };
    case "cursor":
      return { kind: "cursor", next: form.next.trim(), parameter };
  }
}

export function serviceFormOf(place: ServiceOrigin): ServiceForm {
  const { paging } = place;
  return {
    address: place.path,
    header: place.auth_header ?? "",
    paging: paging?.kind ?? "none",
    parameter: paging && "parameter" in paging ? paging.parameter : "",
    next: paging?.kind === "cursor" ? paging.next : "",
    per_minute: place.per_minute === undefined ? "" : String(place.per_minute),
  };
}

export interface FilledService {
  readonly address: string;
  /** As the header wants it. */
  readonly token: string;
}

/** An address with a name and password in it: both belong into the header; null for any other text. */
export function serviceFilledBy(text: string): FilledService | null {
  const found = /^(https?:\/\/)([^/?#\s]*)@(.+)$/i.exec(text.trim());
  if (!found) return null;
  const [, scheme = "", pair = "", rest = ""] = found;
  const bytes = new TextEncoder().encode(decoded(pair));
  return { address: scheme + rest, token: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
