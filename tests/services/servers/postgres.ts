/** A PostgreSQL of the distribution in a folder of its own: scram passwords, TLS with a throwaway authority. */
import { appendFileSync, chownSync, chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { makeCertificates } from "#tests/google/certificates.ts";
import { program } from "./programs.ts";
import { freePort, runProgram, serverFolder, serviceUser, startProgram } from "./process.ts";

export interface TestPostgres {
  readonly port: number;
  readonly pid: number;
  /** The owner of everything; its password is `owner-secret`. */
  readonly owner: pg.ClientConfig;
  /** Certificate authority of its certificate for `localhost`, PEM. */
  readonly authority: string;
  /** Runs statements as the owner. */
  sql(...statements: readonly string[]): Promise<pg.QueryResult[]>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const owner = serviceUser("postgres");
  const folder = serverFolder("postgres", owner);
  const data = join(folder.path, "data");
  const secret = join(folder.path, "secret");
  writeFileSync(secret, "owner-secret\n");
  const init = ["-D", data, "-U", "app", "--auth=scram-sha-256", `--pwfile=${secret}`];
  runProgram(program("initdb"), [...init, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], owner);
  const certificates = await makeCertificates(["localhost"]);
  for (const [name, text] of [
    ["server.key", certificates.key],
    ["server.crt", certificates.certificate],
  ] as const) {
    writeFileSync(join(data, name), text);
    if (owner) chownSync(join(data, name), owner.uid, owner.gid);
    chmodSync(join(data, name), 0o600);
  }
  appendFileSync(join(data, "postgresql.conf"), "ssl = on\nfsync = off\nlogging_collector = off\n");
  const port = await freePort();
  const args = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"];
  const socket = ["-c", `unix_socket_directories=${folder.path}`];
  const server = await startProgram(program("postgres"), [...args, ...socket], port, { owner });
  const config = { host: "127.0.0.1", port, user: "app", password: "owner-secret" };
  const database = { ...config, database: "postgres" };
  await ready(database);
  return {
    port,
    pid: server.pid,
    owner: database,
    authority: certificates.authority,
    sql: (...statements) => asOwner(database, statements),
    stop: async () => {
      await server.stop("SIGINT");
      folder.remove();
    },
  };
}

async function asOwner(
  config: pg.ClientConfig,
  statements: readonly string[],
): Promise<pg.QueryResult[]> {
  const client = new pg.Client(config);
  await client.connect();
  const results: pg.QueryResult[] = [];
  try {
    for (const statement of statements) results.push(await client.query(statement));
  } finally {
    await client.end();
  }
  return results;
}

/** It takes connections before it answers questions. */
async function ready(config: pg.ClientConfig): Promise<void> {
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
