import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { Timing } from "#adapters/calls/retry.ts";
import type { TestGoogle } from "#tests/google/start.ts";

/** Time that passes as soon as somebody waits for it. */
export function fastTiming(): Timing & { readonly waits: number[] } {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** This process reaches the test Google under Google's names; call the answer to undo it. */
export function trustTestGoogle(google: TestGoogle): () => void {
  const authorities = getCACertificates("default");
  const proxy = process.env["HTTPS_PROXY"];
  setDefaultCACertificates([...authorities, google.authority]);
  process.env["HTTPS_PROXY"] = google.env.HTTPS_PROXY;
  return () => {
    setDefaultCACertificates(authorities);
    if (proxy === undefined) delete process.env["HTTPS_PROXY"];
    else process.env["HTTPS_PROXY"] = proxy;
  };
}
