/** A MariaDB of the distribution in a folder of its own: password, TLS with a throwaway authority. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import mysql from "mysql2/promise";
import { makeCertificates } from "#tests/google/certificates.ts";
import { program } from "./programs.ts";
import { freePort, runProgram, serverFolder, serviceUser, startProgram } from "./process.ts";

export interface TestMariadb {
  readonly port: number;
  readonly pid: number;
  /** The owner of everything, with a password. */
  readonly owner: mysql.ConnectionOptions;
  /** Certificate authority of its certificate for `localhost`, PEM. */
  readonly authority: string;
  /** Runs statements as the owner. */
  sql(...statements: readonly string[]): Promise<unknown[]>;
  stop(): Promise<void>;
}

export async function startMariadb(): Promise<TestMariadb> {
  const user = serviceUser("mysql");
  const folder = serverFolder("mariadb", user);
  const data = join(folder.path, "data");
  const as = user ? ["--user=mysql"] : [];
  runProgram(program("mariadb-install-db"), [
    "--no-defaults",
    ...as,
    `--datadir=${data}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
  ]);
  const certificates = await makeCertificates(["localhost"]);
  const file = (name: string, text: string): string => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };
  const port = await freePort();
  const args = [
    "--no-defaults",
    ...as,
    `--datadir=${data}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    `--socket=${join(folder.path, "s.sock")}`,
    `--pid-file=${join(folder.path, "pid")}`,
    `--ssl-ca=${file("ca.pem", certificates.authority)}`,
    `--ssl-cert=${file("cert.pem", certificates.certificate)}`,
    `--ssl-key=${file("key.pem", certificates.key)}`,
    "--character-set-server=utf8mb4",
    "--innodb-flush-log-at-trx-commit=0",
  ];
  const server = await startProgram(program("mariadbd"), args, port);
  const root = { host: "127.0.0.1", port, user: "root" };
  await ready(root);
  const owner = { ...root, password: "owner-secret", multipleStatements: true };
  await asOwner(root, [
    "set password for root@localhost = password('owner-secret')",
    "create database shop",
  ]);
  return {
    port,
    pid: server.pid,
    owner: { ...owner, database: "shop" },
    authority: certificates.authority,
    sql: (...statements) => asOwner({ ...owner, database: "shop" }, statements),
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}

async function asOwner(
  config: mysql.ConnectionOptions,
  statements: readonly string[],
): Promise<unknown[]> {
  const connection = await mysql.createConnection(config);
  const results: unknown[] = [];
  try {
    for (const statement of statements) results.push((await connection.query(statement))[0]);
  } finally {
    await connection.end();
  }
  return results;
}

async function ready(config: mysql.ConnectionOptions): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await asOwner(config, ["select 1"]);
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await setTimeout(50);
    }
  }
}
