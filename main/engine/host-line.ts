/** The line to the host: node's channel when forked, a message port when Electron started us. */
export interface HostLine {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** @throws when nobody started us: an engine without a host has nobody to answer. */
export function hostLine(): HostLine {
  const { parentPort: port } = process as unknown as { readonly parentPort?: ParentPort };
  if (port) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on("message", ({ data }) => listener(data)),
    };
  }
  if (!process.send) throw new Error("The engine is started by a host, not by hand.");
  // A host that is gone has no use for an engine; what it was doing is safe to leave at any instant.
  process.on("disconnect", () => process.exit(0));
  return {
    send: (message) => void process.send?.(message, undefined, {}, () => undefined),
    onMessage: (listener) => void process.on("message", listener),
  };
}
