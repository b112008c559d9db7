import { chmod, mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { SecretStore } from "#ports/secrets.ts";

/**
 * Secrets in a file that only its owner can read: for computers without a keychain, and only where somebody
 * asked for it by naming the file. Never inside a workspace.
 */
export function openPlainFile(path: string): SecretStore {
  let last: Promise<unknown> = Promise.resolve();
  const change = (edit: (secrets: Record<string, string>) => void): Promise<void> => {
    const before = last;
    const done = (async () => {
      await before;
      const secrets = await read(path);
      edit(secrets);
      await write(path, secrets);
    })();
    last = done.catch(() => undefined);
    return done;
  };
  return {
    get: async (name) => (await read(path))[name] ?? null,
    set: (name, value) => change((secrets) => (secrets[name] = value)),
    delete: (name) => change((secrets) => delete secrets[name]),
  };
}

async function read(path: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw unusable(path, error);
  }
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    // Not as a cause: the parser quotes what it read.
    throw unusable(path, null);
  }
}

async function write(path: string, secrets: Record<string, string>): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(beside, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(beside, 0o600);
  await rename(beside, path);
}

function unusable(path: string, cause: unknown): AppError {
  return new AppError("upstream", `The file of secrets ${path} cannot be read.`, {
    hint: "Check who may read it, or set it up anew.",
    ...(cause !== null && { cause }),
  });
}
