/** Servers as child processes of a test: loopback only, own folder, stopped by their own pid. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Whom a server runs as; databases refuse to run as root. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The user a distribution made for a service, where the tests run as root; else nobody in particular. */
export function serviceUser(...names: readonly string[]): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of [...names, "nobody"]) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

export interface ServerFolder {
  readonly path: string;
  remove(): void;
}

export function serverFolder(name: string, owner?: Owner): ServerFolder {
  const path = mkdtempSync(join(tmpdir(), `medallion-${name}-`));
  chmodSync(path, 0o755);
  if (owner) chownSync(path, owner.uid, owner.gid);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a program to its end. @throws Error with what it said. */
export function runProgram(path: string, args: readonly string[], owner?: Owner): string {
  const ended = spawnSync(path, args, { ...owner, encoding: "utf8", env: plainEnv() });
  if (ended.status === 0) return ended.stdout;
  throw new Error(`${path} ended with ${ended.status}: ${ended.stderr}${ended.stdout}`);
}

export interface RunningServer {
  readonly pid: number;
  /** What it said so far. */
  said(): string;
  /** Ends it and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const plainEnv = (): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: tmpdir(),
  LC_ALL: "C.UTF-8",
});

/** Starts a server and waits until its port takes connections. @throws Error with what it said. */
export async function startProgram(
  path: string,
  args: readonly string[],
  port: number,
  options: { readonly owner?: Owner | undefined; readonly env?: Record<string, string> } = {},
): Promise<RunningServer> {
  const env = { ...plainEnv(), ...options.env };
  const child = spawn(path, args, { ...options.owner, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const hear = (text: string): void => {
    said = (said + text).slice(-20_000);
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.once("error", (error) => hear(String(error)));
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (child.exitCode === null && child.pid !== undefined && tries < 300) await setTimeout(50);
    else {
      child.kill("SIGKILL");
      throw new Error(`${path} does not answer on port ${port}: ${said}`);
    }
  }
  return { pid: child.pid!, said: () => said, stop: (signal) => stop(child, gone, signal) };
}

async function stop(child: ChildProcess, gone: Promise<void>, signal: NodeJS.Signals = "SIGTERM") {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await gone;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
