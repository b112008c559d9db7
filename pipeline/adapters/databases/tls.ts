import { readFile } from "node:fs/promises";
import { AppError } from "#domain/errors.ts";
import type { DatabaseOrigin } from "#domain/workspace.ts";
import type { TlsOptions } from "./driver.ts";

const THIS_COMPUTER = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** How the connection is protected; null where it is not. @throws AppError `upstream` without its CA file. */
export async function tlsOf(
  { tls, ca_file }: Pick<DatabaseOrigin, "tls" | "ca_file">,
  host: string,
): Promise<TlsOptions | null> {
  const mode = tls ?? (THIS_COMPUTER.test(host) && ca_file === undefined ? "off" : "verify");
  if (mode === "off") return null;
  const ca = ca_file === undefined ? null : await authority(ca_file);
  return {
    rejectUnauthorized: mode !== "require",
    verifyName: mode === "verify",
    ...(ca !== null && { ca }),
  };
}

async function authority(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new AppError("upstream", `The authority's certificate ${path} cannot be read.`, {
      hint: "Check the path given with --ca.",
      details: { failure: "tls_untrusted" },
      cause,
    });
  });
}
