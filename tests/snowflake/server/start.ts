/** The test Snowflake as one thing: an account, its TLS server, and the proxy that leads the driver to it. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setDefaultCACertificates, getCACertificates } from "node:tls";
import type { SnowflakeTarget } from "#domain/snowflake/target.ts";
import { makeCertificates } from "#tests/google/certificates.ts";
import { startConnectProxy } from "#tests/google/connect-proxy.ts";
import { Account } from "./account.ts";
import { ACCOUNT, HOST, SnowflakeHttp } from "./http.ts";
import { STORAGE } from "./storage.ts";

export interface TestSnowflake {
  readonly account: Account;
  readonly http: SnowflakeHttp;
  readonly target: SnowflakeTarget;
  readonly passphrase: string;
  /** What a process needs to reach it under Snowflake's own name. */
  readonly env: NodeJS.ProcessEnv;
  online(is: boolean): void;
  close(): Promise<void>;
}

export async function startTestSnowflake(): Promise<TestSnowflake> {
  const account = await Account.create();
  const http = new SnowflakeHttp(account);
  const certificates = await makeCertificates([HOST, "*.snowflakecomputing.com", STORAGE]);
  const { port, server } = await http.listen(certificates);
  let online = true;
  const proxy = await startConnectProxy(
    () => (online ? port : null),
    (host) => host === HOST || host === STORAGE,
  );
  const folder = mkdtempSync(join(tmpdir(), "medallion-key-"));
  const passphrase = "correct horse battery staple";
  const keyFile = join(folder, "key.p8");
  const authority = join(folder, "authority.pem");
  writeFileSync(authority, certificates.authority);
  setDefaultCACertificates([...getCACertificates("default"), certificates.authority]);
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase },
  });
  writeFileSync(keyFile, pair.privateKey);
  http.sessions.addKey("LOADER", pair.publicKey);
  return {
    account,
    http,
    passphrase,
    target: {
      account: ACCOUNT,
      user: "loader",
      role: "shop_loader",
      warehouse: "shop_loading",
      database: "shop",
      sign_in: { kind: "key_pair", key_file: keyFile },
    },
    env: {
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: authority,
      MEDALLION_SNOWFLAKE_REVOCATION: "off",
    },
    online: (is) => (online = is),
    close: async () => {
      await proxy.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      account.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
