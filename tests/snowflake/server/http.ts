/** The requests the driver makes, over TLS at Snowflake's own name. */
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Certificates } from "#tests/google/certificates.ts";
import type { Answer, Rows } from "./answers.ts";
import { Faults } from "./faults.ts";
import { type Session, Sessions } from "./sessions.ts";
import { execute } from "./statements.ts";
import { loseFile, STORAGE, storageOf } from "./storage.ts";
import type { Account } from "./account.ts";
import { SqlError } from "./translate.ts";

/** Rows per chunk, and the size from which an answer comes in chunks. */
const CHUNK = 500;
/** A statement that takes longer is answered with "still running". */
const PATIENCE = 300;

interface Running {
  readonly session: Session;
  readonly id: string;
  readonly sql: string;
  readonly answer: Promise<unknown>;
  /** Rejects the statement when it is asked to stop. */
  readonly stop: (why: SqlError) => void;
}

export class SnowflakeHttp {
  readonly sessions: Sessions;
  readonly faults = new Faults();
  readonly #byRequest = new Map<string, Running>();
  readonly #byQuery = new Map<string, Running>();
  readonly #chunks = new Map<string, Buffer>();
  #server: Server | null = null;
  /** Statements somebody asked to stop. */
  readonly aborted: string[] = [];
  /** Paths nothing here answers. */
  readonly strayed: string[] = [];

  constructor(account: Account) {
    this.sessions = new Sessions(account);
  }

  async listen(certificates: Certificates): Promise<{ port: number; server: Server }> {
    const server = createServer(
      { key: certificates.key, cert: certificates.certificate },
      (request, response) => {
        void this.#answer(request, response).catch((error: unknown) => {
          response.writeHead(500).end(String(error));
        });
      },
    );
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { port: (server.address() as AddressInfo).port, server };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", `https://${request.headers.host}`);
    const chunk = this.#chunks.get(url.pathname);
    if (chunk) {
      response
        .writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" })
        .end(chunk);
      return;
    }
    if (url.hostname === STORAGE) {
      loseFile(request, response);
      return;
    }
    const body = await readBody(request);
    if (this.faults.silent) return;
    const fault = this.faults.next(url.pathname);
    if (fault === "reset") {
      request.socket.destroy();
      return;
    }
    if (fault === "busy") {
      response.writeHead(503).end();
      return;
    }
    const value = await this.#route(url, body, request);
    // The work is done, the answer is lost: the driver asks again with the same request id.
    if (fault === "reset_after") {
      request.socket.destroy();
      return;
    }
    const text = gzipSync(JSON.stringify(value ?? {}));
    response
      .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
      .end(text);
  }

  async #route(
    url: URL,
    body: Record<string, unknown>,
    request: IncomingMessage,
  ): Promise<unknown> {
    const path = url.pathname;
    if (path === "/session/v1/login-request")
      return this.#logIn(body["data"] as Record<string, string>);
    if (path === "/telemetry/send" || path === "/session/heartbeat") return ok({});
    const session = this.sessions.byToken(request.headers.authorization);
    if (!session)
      return { data: null, code: "390104", message: "Session no longer exists.", success: false };
    // Neither token is good any more: only signing in again helps.
    if (session.ended) {
      return {
        data: null,
        code: "390114",
        message: "Authentication token has expired.",
        success: false,
      };
    }
    if (path === "/session/token-request") {
      this.faults.renewals += 1;
      return renewed(session);
    }
    if (path === "/session") {
      await this.sessions.end(session);
      return ok({});
    }
    if (this.faults.expire()) session.expired = true;
    if (session.expired) {
      return { data: null, code: "390112", message: "Session token expired.", success: false };
    }
    if (path === "/queries/v1/query-request") return this.#query(url, body, session);
    if (path === "/queries/v1/abort-request") return this.#abort(String(body["requestId"]));
    const result = /^\/queries\/([^/]+)\/(result|abort-request)$/.exec(path);
    const running = this.#byQuery.get(result?.[1] ?? "");
    if (running && result?.[2] === "result") return patient(running);
    if (running) return this.#stop(running);
    this.strayed.push(path);
    return { data: null, code: "404", message: `nothing at ${path}`, success: false };
  }

  /**
   * The service falls over: connections break, statements end or are undone, nobody is signed in any more. Tables,
   * stages and history stay: they were committed or they were not.
   */
  async crash(): Promise<void> {
    this.#server?.closeAllConnections();
    for (const { stop } of this.#byRequest.values()) {
      stop(new SqlError("000604", "SQL execution canceled"));
    }
    for (const session of [...this.sessions.all]) await this.sessions.end(session);
    this.#byRequest.clear();
    this.#byQuery.clear();
  }

  /** Every connection breaks, whatever is under way on it. */
  cut(): void {
    this.#server?.closeAllConnections();
  }

  async #logIn(data: Record<string, string>): Promise<unknown> {
    await this.faults.signIn();
    const refusal = this.sessions.refusal(data);
    if (refusal) return { data: {}, ...refusal, success: false };
    const session = await this.sessions.open();
    return ok({
      token: session.token,
      masterToken: session.master,
      validityInSeconds: 3600,
      masterValidityInSeconds: 14_400,
      sessionId: session.id,
      parameters: [{ name: "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", value: 65_280 }],
      sessionInfo: {
        databaseName: null,
        schemaName: null,
        warehouseName: "LOADER",
        roleName: "LOADER",
      },
    });
  }

  /** The same request id is the same statement, however often it is asked for. */
  #query(url: URL, body: Record<string, unknown>, session: Session): Promise<unknown> {
    const requestId = String(url.searchParams.get("requestId"));
    let running = this.#byRequest.get(requestId);
    if (!running) {
      const id = randomUUID();
      const sql = withBinds(String(body["sqlText"]), body["bindings"] as Binds | undefined);
      const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
      stopped.catch(() => undefined);
      running = { session, id, sql, stop, answer: this.#execute(sql, session, id, stopped) };
      this.#byRequest.set(requestId, running);
      this.#byQuery.set(id, running);
    }
    return patient(running);
  }

  async #execute(
    sql: string,
    session: Session,
    id: string,
    stopped: Promise<never>,
  ): Promise<unknown> {
    try {
      await Promise.race([this.faults.beforeStatement(sql), stopped]);
      const answer = await execute(sql, session);
      await this.faults.afterStatement(sql);
      return ok(this.#written(answer, id));
    } catch (error) {
      const { code, message } =
        error instanceof SqlError ? error : { code: "000603", message: String(error) };
      const data = {
        errorCode: code,
        sqlState: code === "000604" ? "57014" : "42000",
        queryId: id,
        type: "COMPILATION",
      };
      return { data, code, message, success: false };
    }
  }

  #abort(requestId: string): unknown {
    const running = this.#byRequest.get(requestId);
    return running ? this.#stop(running) : ok({});
  }

  #stop(running: Running): unknown {
    this.aborted.push(running.sql);
    return stopped(running);
  }

  #written(answer: Answer, queryId: string): unknown {
    if ("upload" in answer) {
      return {
        command: "UPLOAD",
        src_locations: [answer.upload.file],
        parallel: 1,
        autoCompress: false,
        sourceCompression: "auto_detect",
        overwrite: false,
        threshold: 209_715_200,
        ...(this.faults.losesFiles
          ? storageOf(queryId)
          : {
              encryptionMaterial: null,
              stageInfo: { locationType: "LOCAL_FS", location: answer.upload.folder, creds: {} },
            }),
        queryId,
      };
    }
    const chunked = answer.rows.length > CHUNK;
    return {
      queryId,
      rowtype: answer.columns.map((column) => ({
        ...column,
        nullable: true,
        length: null,
        byteLength: null,
      })),
      rowset: chunked ? [] : answer.rows,
      ...(chunked && { chunks: this.#chunksOf(answer, queryId), chunkHeaders: {} }),
      total: answer.rows.length,
      returned: answer.rows.length,
      statementTypeId: answer.changes ? 12_544 : 4096,
      version: 1,
      parameters: [{ name: "TIMEZONE", value: "Etc/UTC" }],
      queryResultFormat: "json",
    };
  }

  #chunksOf({ rows }: Rows, queryId: string) {
    return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) => {
      const part = rows.slice(index * CHUNK, (index + 1) * CHUNK);
      const text = JSON.stringify(part).slice(1, -1);
      const path = `/chunk/${queryId}/${index}`;
      this.#chunks.set(path, gzipSync(text));
      return {
        url: `https://${HOST}${path}`,
        rowCount: part.length,
        uncompressedSize: text.length,
        compressedSize: text.length,
      };
    });
  }
}

export const ACCOUNT = "xy12345.eu-west-1";
export const HOST = `${ACCOUNT}.snowflakecomputing.com`;

const ok = (data: unknown) => ({ data, code: null, message: null, success: true });

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  if (bytes.length === 0) return {};
  const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
  return JSON.parse(text.toString("utf8")) as Record<string, unknown>;
}

function renewed(session: Session): unknown {
  session.token = randomUUID();
  session.expired = false;
  return ok({
    sessionToken: session.token,
    validityInSecondsST: 3600,
    masterToken: session.master,
    validityInSecondsMT: 14_400,
    sessionId: session.id,
  });
}

async function patient({ id, answer }: Running): Promise<unknown> {
  const late = Symbol("late");
  let timer: NodeJS.Timeout | undefined;
  const first = await Promise.race([
    answer,
    new Promise((resolve) => (timer = setTimeout(() => resolve(late), PATIENCE))),
  ]);
  clearTimeout(timer);
  if (first !== late) return first;
  return {
    data: { queryId: id, getResultUrl: `/queries/${id}/result` },
    code: "333333",
    message: null,
    success: true,
  };
}

function stopped({ session, stop }: Running): unknown {
  stop(new SqlError("000604", "SQL execution canceled"));
  session.connection.interrupt();
  return ok({});
}

type Binds = Readonly<Record<string, { readonly type: string; readonly value: string | null }>>;

/** Values in place of `?`, as literals of their type. */
function withBinds(sql: string, binds: Binds | undefined): string {
  if (!binds || Object.keys(binds).length === 0) return sql;
  let place = 0;
  return sql.replaceAll("?", () => {
    place += 1;
    const bind = binds[String(place)];
    if (!bind || bind.value === null) return "null";
    return bind.type === "FIXED" || bind.type === "REAL"
      ? bind.value
      : `'${bind.value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  });
}
