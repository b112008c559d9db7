import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "#domain/errors.ts";
import { type SnowflakeTarget, snowflakeSecret } from "#domain/snowflake/target.ts";
import type { SecretStore } from "#ports/secrets.ts";

/** The part of the driver's options that says who is asking. */
export interface SignInOptions {
  readonly authenticator: string;
  readonly privateKey?: string;
  readonly token?: string;
}

/**
 * @throws AppError `bad_input` for a key file that cannot be read or opened, `question` for a secret that is missing.
 */
export async function signInOptions(
  target: SnowflakeTarget,
  secrets: SecretStore,
): Promise<SignInOptions> {
  const secret = () => secrets.get(snowflakeSecret(target));
  switch (target.sign_in.kind) {
    case "key_pair":
      return {
        authenticator: "SNOWFLAKE_JWT",
        privateKey: await privateKey(target.sign_in.key_file, await secret()),
      };
    case "token":
      return { authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: needed(await secret()) };
    case "oauth":
      return { authenticator: "OAUTH", token: needed(await secret()) };
    case "browser":
      return { authenticator: "EXTERNALBROWSER" };
  }
}

function needed(secret: string | null): string {
  if (secret !== null) return secret;
  throw new AppError("question", "There is no token for Snowflake on this computer.", {
    hint: "Store it with `target secret`: from a file, never as part of the command.",
  });
}

/** The key as the driver wants it: PKCS#8 without a passphrase, in memory only. */
async function privateKey(file: string, passphrase: string | null): Promise<string> {
  const pem = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("bad_input", `The key file ${file} cannot be read.`, {
      hint: "Choose the file again.",
      cause,
    });
  });
  const locked = /ENCRYPTED/.test(pem);
  if (locked && passphrase === null) {
    throw new AppError(
      "question",
      "The key file has a passphrase that this computer does not know.",
      {
        hint: "Store it with `target secret`: from a file, never as part of the command.",
      },
    );
  }
  try {
    const key = createPrivateKey({ key: pem, ...(locked && { passphrase: passphrase as string }) });
    return key.export({ type: "pkcs8", format: "pem" }) as string;
  } catch {
    // The cause would name the passphrase's failure in OpenSSL's words, and nothing a person needs.
    throw new AppError("bad_input", `The key file ${file} cannot be opened.`, {
      hint: locked
        ? "The passphrase is wrong, or the file is no private key."
        : "It must be a private RSA key in PEM form, as `openssl genpkey` writes it.",
    });
  }
}
