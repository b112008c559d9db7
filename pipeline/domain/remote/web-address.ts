import type { RestOrigin } from "#domain/workspace.ts";

const ADDRESS = /^(https?):\/\/([^/?#@\s]+)(\/[^\s#]*|\?[^\s#]*)?$/i;

/** Whether an address may be kept: of the web, without a name or password in it. */
export const isWebAddress = (text: string): boolean => ADDRESS.test(text);

/** `https://api.shop.example`; what may see the secret. */
export function originOf(address: string): string | null {
  const found = ADDRESS.exec(address);
  return found && `${found[1]!.toLowerCase()}://${found[2]!.toLowerCase()}`;
}

/** Under which name the token is kept outside the workspace. */
export function restSecretName({ path }: Pick<RestOrigin, "path">): string {
  return `rest/${(originOf(path) ?? path).replace(/^https?:\/\//, "")}`;
}

/** The value at a dotted path, e.g. `data.orders`; undefined where there is none. */
export function valueAt(body: unknown, path: string | undefined): unknown {
  if (path === undefined || path === "") return body;
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      body,
    );
}

/** The address of the next page in a `Link` header; null where it names none. */
export function nextLink(header: string | null): string | null {
  for (const [, address = "", rest = ""] of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel=(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=\s*(?:[;,]|$)))/i.test(rest))
      return address;
  }
  return null;
}
