import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { os } from "@orpc/server";
import { startWebServer, type WebServer, type WebServerOptions } from "#main/web/server.ts";
import { cookieName, originOf } from "#main/web/policy.ts";
import { type Answer, send, type Sent } from "./raw.ts";

/** Planted where nobody may read. */
export const SECRET = "planted: the neighbour's secret";
/** Planted where everybody who was let in may read. */
export const PAGE = "planted: the page";
export const REPORT = "planted: the report";

/** A server with something to steal beside it, and a command that counts how often it really happened. */
export class Guarded {
  readonly folder: string;
  readonly #server: WebServer;
  readonly #count: () => number;
  cookie = "";

  private constructor(folder: string, server: WebServer, count: () => number) {
    this.folder = folder;
    this.#server = server;
    this.#count = count;
  }

  static async open(
    more: Pick<WebServerOptions, "metrics" | "scrapeToken"> = {},
  ): Promise<Guarded> {
    const folder = await mkdtemp(join(tmpdir(), "medallion-security-"));
    const workspace = join(folder, "shop");
    await mkdir(join(folder, "page/assets"), { recursive: true });
    await mkdir(join(workspace, "exports"), { recursive: true });
    await writeFile(join(folder, "secret.txt"), SECRET);
    await writeFile(join(workspace, "secret.txt"), SECRET);
    await writeFile(join(workspace, "workspace.json"), "{}");
    await writeFile(join(workspace, "exports/report.csv"), REPORT);
    await writeFile(join(workspace, "exports/.hidden"), SECRET);
    await symlink(join(folder, "secret.txt"), join(workspace, "exports/link.csv"));
    await writeFile(join(folder, "page/index.html"), PAGE);
    await writeFile(join(folder, "page/assets/app.js"), PAGE);
    let count = 0;
    const command = os.handler(() => (count += 1));
    const server = await startWebServer({
      router: { sources: { remove: command } },
      directory: workspace,
      page: { folder: join(folder, "page"), missing: () => "No window." },
      ...more,
    });
    const guarded = new Guarded(folder, server, () => count);
    const entered = await guarded.bare(new URL(server.url).pathname + new URL(server.url).search);
    guarded.cookie = entered.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    return guarded;
  }

  get port(): number {
    return this.#server.port;
  }

  get origin(): string {
    return originOf(this.port);
  }

  get url(): URL {
    return new URL(this.#server.url);
  }

  /** How often the command happened. */
  get happened(): number {
    return this.#count();
  }

  get cookieName(): string {
    return cookieName(this.port);
  }

  get workspace(): string {
    return join(this.folder, "shop");
  }

  /** Without cookie or origin. */
  bare(path: string, sent: Sent = {}): Promise<Answer> {
    return send(this.port, path, sent);
  }

  /** As our own page asks; what is given takes the place of what the page would send. */
  ask(path: string, sent: Sent = {}): Promise<Answer> {
    const own = { cookie: this.cookie, origin: this.origin };
    return send(this.port, path, { ...sent, headers: { ...own, ...sent.headers } });
  }

  /** The command, as our own page sends it. */
  command(headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = '{"json":{"id":"orders"}}';
    const length = String(body.length);
    return this.ask("/rpc/sources/remove", {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": length, ...headers },
      body,
    });
  }

  async close(): Promise<void> {
    await this.#server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
