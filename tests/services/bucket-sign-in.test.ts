/** Where keys for a bucket come from, and the way there: profiles, single sign-on, the instance, a proxy, an authority. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Server as SocketServer } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BucketPlace } from "#domain/remote/bucket.ts";
import { makeCertificates } from "#tests/google/certificates.ts";
import { type ConnectProxy, startConnectProxy } from "#tests/google/connect-proxy.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";

const CHILD = join(import.meta.dirname, "lab", "bucket-child.ts");
const TOKEN = "sso-token-planted";
const HOSTS = ["s3.us-east-1.amazonaws.com", "portal.sso.us-east-1.amazonaws.com"];

interface Told {
  readonly keys?: readonly string[];
  readonly ours?: boolean;
  readonly message?: string;
  readonly hint?: string;
  readonly details?: { readonly failure: string };
}

const portOf = (server: Server | SocketServer): number => (server.address() as AddressInfo).port;
const listening = (server: Server | SocketServer): Promise<void> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

serviceSuite("Signing in to a bucket", ["versitygw"], () => {
  let s3: TestS3;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let proxy: ConnectProxy;
  let authority = "";
  const closing: (() => unknown)[] = [];
  const asked: string[] = [];

  /** A home without anything but these files. */
  function home(name: string, files: Record<string, string> = {}): NodeJS.ProcessEnv {
    const path = join(folder.path, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(path, ".aws", file, ".."), { recursive: true });
      writeFileSync(join(path, ".aws", file), text);
    }
    return { HOME: path, PATH: process.env["PATH"], AWS_EC2_METADATA_DISABLED: "true" };
  }
  const keys = (): string =>
    `aws_access_key_id = ${s3.accessKeyId}\naws_secret_access_key = ${s3.secretAccessKey}\n`;
  const config = "[profile shop]\nregion = us-east-1\n";

  async function list(env: NodeJS.ProcessEnv, more: Partial<BucketPlace> = {}): Promise<Told> {
    const place = { path: "s3://shop/in", endpoint: s3.endpoint, ...more };
    return ask(env, place);
  }
  async function ask(env: NodeJS.ProcessEnv, place: BucketPlace): Promise<Told> {
    const child = spawn(process.execPath, [CHILD, JSON.stringify(place)], { env });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    await new Promise((resolve) => child.on("close", resolve));
    expect(out, err).not.toBe("");
    for (const secret of [s3.secretAccessKey, TOKEN]) expect(out + err).not.toContain(secret);
    return JSON.parse(out) as Told;
  }
  /** Amazon's own addresses, reached through the proxy. */
  const amazon = { path: "s3://shop/in", region: "us-east-1", path_style: true };
  const there = { keys: ["a.csv"] };

  /** TLS that ends here; what is inside goes on to a plain server. */
  async function startFront(port: number): Promise<number> {
    const certificates = await makeCertificates(HOSTS);
    authority = join(folder.path, "authority.pem");
    writeFileSync(authority, certificates.authority);
    const front = createTlsServer(
      { key: certificates.key, cert: certificates.certificate, ALPNProtocols: ["http/1.1"] },
      (socket) => {
        const portal = (socket as unknown as { servername: string }).servername.startsWith(
          "portal",
        );
        const inner = connect(portal ? portOf(signOn) : port, "127.0.0.1");
        socket.pipe(inner).pipe(socket);
        for (const end of [socket, inner]) {
          end.on("error", () => {
            socket.destroy();
            inner.destroy();
          });
        }
      },
    );
    await listening(front);
    closing.push(() => front.close());
    return portOf(front);
  }
  /** Amazon's portal of single sign-on: a token for keys. */
  const signOn = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    const known = request.headers["x-amz-sso_bearer_token"] === TOKEN;
    const kind = known ? {} : { "x-amzn-errortype": "UnauthorizedException" };
    response.writeHead(known ? 200 : 401, { "content-type": "application/json", ...kind });
    const { accessKeyId, secretAccessKey } = s3;
    const expiration = Date.now() + 3_600_000;
    const roleCredentials = { accessKeyId, secretAccessKey, sessionToken: "session", expiration };
    response.end(
      JSON.stringify(
        known ? { roleCredentials } : { message: "Session token not found or invalid" },
      ),
    );
  });
  /** An instance's metadata as IMDSv2 gives it: nothing without a token. */
  const metadata = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.method === "PUT") return void response.end("metadata-token");
    if (request.headers["x-aws-ec2-metadata-token"] !== "metadata-token")
      return void response.writeHead(401).end();
    if (request.url?.endsWith("/security-credentials/")) return void response.end("reader");
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = s3;
    const about = { Code: "Success", Type: "AWS-HMAC", Token: "", LastUpdated: Expiration };
    response.end(JSON.stringify({ ...about, AccessKeyId, SecretAccessKey, Expiration }));
  });

  beforeAll(async () => {
    [s3, folder] = await Promise.all([startS3(), temporaryFolder()]);
    await s3.makeBucket("shop");
    const client = s3.client();
    await client.send(new PutObjectCommand({ Bucket: "shop", Key: "in/a.csv", Body: "a\n" }));
    client.destroy();
    for (const server of [signOn, metadata]) {
      await listening(server);
      closing.push(() => {
        server.closeAllConnections();
        server.close();
      });
    }
    const front = await startFront(Number(new URL(s3.endpoint).port));
    proxy = await startConnectProxy(
      () => front,
      (host) => HOSTS.includes(host),
    );
  });
  afterAll(async () => {
    for (const close of closing) close();
    await Promise.all([proxy.close(), s3.stop(), folder.remove()]);
  });

  test("a profile of the shared files: named, from the environment, or the default one", async () => {
    const named = home("named", { config, credentials: `[shop]\n${keys()}` });
    expect(await list(named, { profile: "shop" })).toEqual(there);
    expect(await list({ ...named, AWS_PROFILE: "shop" })).toEqual(there);
    expect(await list(home("default", { credentials: `[default]\n${keys()}` }))).toEqual(there);
    const elsewhere = join(folder.path, "named", ".aws", "credentials");
    const other = { ...home("other"), AWS_SHARED_CREDENTIALS_FILE: elsewhere };
    expect(await list(other, { profile: "shop" })).toEqual(there);
  });

  test("a program that a profile names hands them over", async () => {
    const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = s3;
    const given = join(folder.path, "given.json");
    writeFileSync(given, JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }));
    const program = `[profile shop]\ncredential_process = cat ${given}\n`;
    expect(await list(home("program", { config: program }), { profile: "shop" })).toEqual(there);
  });

  test("a profile that is not there is named, with what to do", async () => {
    const told = await list(home("nothing"), { profile: "shop" });
    expect(told).toMatchObject({ ours: true, details: { failure: "no_credentials" } });
    expect(told.message).toContain("s3://shop/in");
    expect(told.hint).toContain('"shop"');
    const none = await list(home("none"));
    expect(none).toMatchObject({ ours: true, details: { failure: "no_credentials" } });
    expect(none.hint).toContain("--profile");
  });

  const session = "corp";
  const sso = `[profile shop]\nsso_session = ${session}\nsso_account_id = 123456789012\nsso_role_name = reader\n[sso-session ${session}]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start\n`;
  const cached = (expiresAt: string): Record<string, string> => ({
    config: sso,
    [`sso/cache/${createHash("sha1").update(session).digest("hex")}.json`]: JSON.stringify({
      startUrl: "https://corp.example/start",
      region: "us-east-1",
      accessToken: TOKEN,
      expiresAt,
    }),
  });
  const throughProxy = () => ({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority });

  test.each([
    ["has ended", () => cached("2026-01-01T00:00:00Z")],
    ["was never begun", () => ({ config: sso })],
  ])("single sign-on that %s: says with what to sign in again", async (_what, files) => {
    const env = home(`sso-${asked.length}-${_what.replaceAll(" ", "-")}`, files());
    const told = await list(env, { profile: "shop" });
    expect(told).toMatchObject({ ours: true, details: { failure: "signed_out" } });
    expect(told.message).toMatch(/sign-in .* s3:\/\/shop\/in has ended/);
    expect(told.hint).toBe("Sign in again with `aws sso login --profile shop`, then try again.");
  });

  test("single sign-on that holds is exchanged for keys, through the proxy", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const env = { ...home("signed-in", cached(until)), ...throughProxy() };
    expect(await ask(env, { ...amazon, profile: "shop" })).toEqual(there);
    expect(asked).toContain("GET /federation/credentials");
  });

  test("a session that was ended over there, and a portal that cannot be reached, are told apart", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const files = cached(until);
    const ended = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replace(TOKEN, "another")]),
    );
    const gone = await ask(
      { ...home("ended", ended), ...throughProxy() },
      { ...amazon, profile: "shop" },
    );
    expect(gone).toMatchObject({ ours: true, details: { failure: "signed_out" } });
    const cut = { ...home("cut", files), ...throughProxy(), HTTPS_PROXY: "http://127.0.0.1:9" };
    const told = await ask(cut, { ...amazon, profile: "shop" });
    expect(told).toMatchObject({ ours: true, details: { failure: "unreachable" } });
    expect(told.message).toContain("sign-in service");
  });

  test("the keys of the instance, asked for with a token", async () => {
    const { AWS_EC2_METADATA_DISABLED: _off, ...env } = home("instance");
    const AWS_EC2_METADATA_SERVICE_ENDPOINT = `http://127.0.0.1:${portOf(metadata)}`;
    expect(await list({ ...env, AWS_EC2_METADATA_SERVICE_ENDPOINT })).toEqual(there);
    expect(asked).toContain("PUT /latest/api/token");
    expect(asked).toContain("GET /latest/meta-data/iam/security-credentials/reader");
    const none = { ...env, AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:9" };
    expect(await list(none)).toMatchObject({ ours: true, details: { failure: "no_credentials" } });
  });

  test("Amazon's address through a proxy, with an authority of one's own; what is missing is said", async () => {
    const env = home("proxied", { credentials: `[default]\n${keys()}` });
    expect(await ask({ ...env, ...throughProxy() }, amazon)).toEqual(there);
    const strange = await ask({ ...env, HTTPS_PROXY: proxy.url }, amazon);
    expect(strange).toMatchObject({ ours: true, details: { failure: "tls_untrusted" } });
    expect(strange.hint).toContain("NODE_EXTRA_CA_CERTS");
    const closed = { ...env, ...throughProxy(), HTTPS_PROXY: "http://127.0.0.1:9" };
    const unreachable = await ask(closed, amazon);
    expect(unreachable).toMatchObject({ ours: true, details: { failure: "unreachable" } });
    const wrong = { ...env, ...throughProxy() };
    const refused = await ask(wrong, { ...amazon, region: "eu-north-1" });
    expect(refused).toMatchObject({ ours: true, details: { failure: "unreachable" } });
    expect(proxy.refused).toContain("s3.eu-north-1.amazonaws.com");
  });
});
