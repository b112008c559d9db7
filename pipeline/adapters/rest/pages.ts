import { Gaxios } from "gaxios";
import { AppError } from "#domain/errors.ts";
import { nextLink, originOf, valueAt } from "#domain/remote/web-address.ts";
import type { RestOrigin } from "#domain/workspace.ts";
import { TokenBucket } from "#adapters/calls/quota.ts";
import { type RetryLimits, type Timing, withRetry } from "#adapters/calls/retry.ts";
import { judge, restError } from "./errors.ts";

const REQUEST_MILLISECONDS = 60_000;
/** More is an address that never ends. */
const MOST_PAGES = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;
const PER_MINUTE = 120;

export interface PageReader {
  readonly origin: RestOrigin;
  readonly secret: string | null;
  readonly timing: Timing;
  readonly signal?: AbortSignal | undefined;
  /** For whom a person waits: how long one request may take, in milliseconds, and no second try. */
  readonly patience?: number;
}

const ONCE: RetryLimits = { first: 1, longest: 1, deadline: -1 };

interface Page {
  readonly body: unknown;
  readonly link: string | null;
}

/** Every page's records in order. @throws AppError `upstream` with what to do; `bad_input` for another shape. */
export async function* pages(reader: PageReader): AsyncGenerator<readonly unknown[]> {
  const { origin, timing } = reader;
  const bucket = new TokenBucket(origin.per_minute ?? PER_MINUTE, timing);
  const seen = new Set<string>();
  let address: string | null = first(origin);
  for (let number = 1; address !== null; number += 1) {
    if (seen.has(address) || number > MOST_PAGES) throw endless(origin);
    seen.add(address);
    const page: Page = await ask(reader, bucket, address);
    const records = valueAt(page.body, origin.list);
    if (!Array.isArray(records)) throw noList(origin);
    yield records;
    address = next(origin, page, address, records.length, number);
  }
}

function first({ path, paging }: RestOrigin): string {
  return paging?.kind === "page" ? withParameter(path, paging.parameter, "1") : path;
}

function next(
  { path, paging }: RestOrigin,
  { body, link }: Page,
  address: string,
  records: number,
  number: number,
): string | null {
  if (paging?.kind === "link") return link === null ? null : absolute(link, address, path);
  if (paging?.kind === "page") {
    return records === 0 ? null : withParameter(path, paging.parameter, String(number + 1));
  }
  if (paging?.kind !== "cursor") return null;
  const cursor = valueAt(body, paging.next);
  if (cursor === null || cursor === undefined || cursor === "" || cursor === false) return null;
  const text = String(cursor as string | number);
  if (/^https?:\/\//i.test(text)) return absolute(text, address, path);
  return withParameter(path, paging.parameter, text);
}

/** The next page is on the same server: the token is for nobody else. */
function absolute(link: string, from: string, path: string): string {
  const address = new URL(link, from).href;
  if (originOf(address) === originOf(path)) return address;
  throw new AppError("upstream", `The next page of ${path} is on another server.`, {
    hint: "Nothing was sent there. Name the address that server has, if it is right.",
    details: { failure: "other_server" },
  });
}

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}

/** The answer to the first request as it is. @throws AppError `upstream` with what to do. */
export async function firstAnswer(reader: PageReader): Promise<unknown> {
  const bucket = new TokenBucket(PER_MINUTE, reader.timing);
  return (await ask(reader, bucket, first(reader.origin))).body;
}

async function ask(
  { origin, secret, timing, signal, patience }: PageReader,
  bucket: TokenBucket,
  address: string,
): Promise<Page> {
  const http = new Gaxios();
  try {
    return await withRetry(
      async () => {
        await bucket.take(signal);
        const answer = await http.request<string>({
          url: address,
          responseType: "text",
          headers: { accept: "application/json", ...authorization(origin, secret) },
          timeout: patience ?? REQUEST_MILLISECONDS,
          maxContentLength: MOST_BYTES,
          // A redirect could carry the token elsewhere.
          redirect: "error",
          retry: false,
          ...(signal && { signal }),
        });
        return { body: parse(answer.data, origin), link: nextLink(answer.headers.get("link")) };
      },
      judge,
      timing,
      signal,
      patience === undefined ? undefined : ONCE,
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw restError(error, origin);
  }
}

function authorization(
  { auth_header: name = "Authorization" }: RestOrigin,
  secret: string | null,
): Record<string, string> {
  if (secret === null) return {};
  const bare = name.toLowerCase() === "authorization" && !secret.includes(" ");
  return { [name]: bare ? `Bearer ${secret}` : secret };
}

/** Numbers keep all their digits: they become text before they become floating point. */
function parse(text: string, { path }: RestOrigin): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === "number" && context?.source !== undefined
        ? exact(value, context.source)
        : value,
    );
  } catch (cause) {
    throw new AppError("upstream", `What came back from ${path} is not JSON.`, {
      hint: "Check the address; a page that asks for a sign-in is none either.",
      details: { failure: "not_json" },
      cause,
    });
  }
}

const exact = (value: number, source: string): number | string =>
  String(value) === source ? value : source;

const endless = ({ path }: RestOrigin): AppError =>
  new AppError("upstream", `The pages of ${path} do not end.`, {
    hint: "Check how it pages: --paging link, cursor or page.",
    details: { failure: "endless" },
  });

export const noList = ({ path, list }: RestOrigin): AppError =>
  new AppError(
    "bad_input",
    list === undefined
      ? `${path} does not answer with a list of records.`
      : `The answer of ${path} has no list at "${list}".`,
    {
      hint: "Name where in the answer the records are, e.g. --list data.orders.",
      details: { failure: "no_list" },
    },
  );
