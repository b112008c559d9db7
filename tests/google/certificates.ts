/**
 * A throwaway certificate authority and one server certificate for every host the test servers stand in
 * for. Nothing is kept: every start makes new keys.
 */
import { generate } from "selfsigned";

export interface Certificates {
  /** PEM of the authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly authority: string;
  readonly key: string;
  readonly certificate: string;
}

const DAY = 86_400_000;

/** @param hosts names as they stand in URLs; `*.example.com` covers one level. */
export async function makeCertificates(hosts: readonly string[]): Promise<Certificates> {
  const notAfterDate = new Date(Date.now() + 2 * DAY);
  const authority = await generate([{ name: "commonName", value: "Medallion test authority" }], {
    algorithm: "sha256",
    keyType: "ec",
    notAfterDate,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: hosts[0]! }], {
    algorithm: "sha256",
    keyType: "ec",
    notAfterDate,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: hosts.map((value) => ({ type: 2, value })) },
    ],
  });
  return { authority: authority.cert, key: server.private, certificate: server.cert };
}
