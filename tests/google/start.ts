/** The test Google as one thing: a world, its TLS server, and the proxy that leads clients to it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificates } from "./certificates.ts";
import { startConnectProxy } from "./connect-proxy.ts";
import { GOOGLE_HOSTS, GoogleWorld, startServer } from "./server.ts";
import type { Workbook } from "./workbook.ts";

export interface TestGoogle {
  readonly world: GoogleWorld;
  /** What a process needs in its environment to reach it under Google's own names. */
  readonly env: {
    readonly HTTPS_PROXY: string;
    readonly NODE_EXTRA_CA_CERTS: string;
  };
  /** PEM of the authority. */
  readonly authority: string;
  /** Requests for hosts nothing here stands in for. */
  readonly strayed: readonly string[];
  /** Cuts the network, or joins it again. */
  online(is: boolean): void;
  close(): Promise<void>;
}

export async function startTestGoogle(books: readonly Workbook[] = []): Promise<TestGoogle> {
  const world = new GoogleWorld();
  for (const book of books) world.books.set(book.id, book);
  const certificates = await makeCertificates(GOOGLE_HOSTS);
  const server = await startServer(world, certificates);
  let online = true;
  const proxy = await startConnectProxy(
    () => (online ? server.port : null),
    (host) => GOOGLE_HOSTS.includes(host),
  );
  const folder = mkdtempSync(join(tmpdir(), "medallion-google-"));
  const authorityFile = join(folder, "authority.pem");
  writeFileSync(authorityFile, certificates.authority);
  return {
    world,
    env: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authorityFile },
    authority: certificates.authority,
    strayed: proxy.refused,
    online: (is) => (online = is),
    close: async () => {
      await proxy.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
