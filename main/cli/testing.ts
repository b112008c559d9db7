import { resolve } from "node:path";
import type { Host } from "./host.ts";

/** A terminal for tests: keeps what was printed. */
export function fakeHost(parts: Partial<Host> = {}): {
  host: Host;
  text: { out: string; err: string };
} {
  const text = { out: "", err: "" };
  const host: Host = {
    out: (more) => void (text.out += more),
    err: (more) => void (text.err += more),
    terminal: false,
    columns: 80,
    signal: new AbortController().signal,
    path: (typed) => resolve("/shop", typed),
    env: {},
    ...parts,
  };
  return { host, text };
}
