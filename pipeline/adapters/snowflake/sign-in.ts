import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError, type ErrorCode } from "#domain/errors.ts";
import type { TargetFailure } from "#domain/snowflake/failures.ts";
import { snowflakeKey, snowflakeSecret, type SnowflakeTarget } from "#domain/snowflake/target.ts";
import type { SecretStore } from "#ports/secrets.ts";

/** The part of the driver's options that says who is asking. */
export interface SignInOptions {
  readonly authenticator: string;
  readonly privateKey?: string;
  readonly token?: string;
}

/** No cause goes with it: it would say in OpenSSL's words what no person needs. */
function refused(code: ErrorCode, failure: TargetFailure, text: string, hint: string): AppError {
  return new AppError(code, text, { hint, details: { failure } });
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
    case "key_pair": {
      const place = keyPlace(target);
      const pem = await keyText(target, secrets);
      return { authenticator: "SNOWFLAKE_JWT", privateKey: openKey(pem, await secret(), place) };
    }
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
  throw refused(
    "question",
    "token_missing",
    "There is no token for Snowflake on this computer.",
    "Store it with `target secret`: from a file, never as part of the command.",
  );
}

function keyPlace({ sign_in }: SnowflakeTarget): string {
  const file = sign_in.kind === "key_pair" ? sign_in.key_file : null;
  return file === null ? "The key on this computer" : `The key file ${file}`;
}

async function keyText(target: SnowflakeTarget, secrets: SecretStore): Promise<string> {
  const file = target.sign_in.kind === "key_pair" ? target.sign_in.key_file : null;
  if (file === null) {
    const kept = await secrets.get(snowflakeKey(target));
    if (kept !== null) return kept;
    const text = "There is no key for this user on this computer.";
    throw refused("question", "key_missing", text, "Choose the key file.");
  }
  return readFile(file, "utf8").catch(() => {
    const text = `The key file ${file} cannot be read.`;
    throw refused("bad_input", "key_unreadable", text, "Choose the file again.");
  });
}

/** The key as the driver wants it: PKCS#8 without a passphrase, in memory only. */
function openKey(pem: string, passphrase: string | null, place: string): string {
  const locked = /ENCRYPTED/.test(pem);
  if (locked && passphrase === null) {
    const text = "The key file has a passphrase that this computer does not know.";
    const hint = "Store it with `target secret`: from a file, never as part of the command.";
    throw refused("question", "passphrase_missing", text, hint);
  }
  const key = parsed(pem, locked ? passphrase : null);
  if (key?.asymmetricKeyType === "rsa") {
    return key.export({ type: "pkcs8", format: "pem" }) as string;
  }
  const wrong = locked && key === null;
  throw refused(
    "bad_input",
    wrong ? "passphrase_wrong" : "key_unusable",
    `${place} cannot be opened.`,
    wrong
      ? "The passphrase is wrong, or the file is no private key."
      : "It must be a private RSA key in PEM form, as `openssl genpkey` writes it.",
  );
}

function parsed(pem: string, passphrase: string | null): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, ...(passphrase !== null && { passphrase }) });
  } catch {
    return null;
  }
}
