#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import type { EngineNews } from "#main/shared/engine-process.ts";
import { hostLine } from "./host-line.ts";

enableCompileCache();
const [directory = "", role = ""] = process.argv.slice(2);
const line = hostLine();
// Ctrl-C reaches the whole family of processes; the host closes us in good order.
process.on("SIGINT", () => undefined);

const tell = (news: EngineNews): void => line.send(news);
try {
  const { startEngine } = await import("./engine.ts");
  await startEngine(line, directory, role);
  tell({ type: "ready" });
} catch (error) {
  console.error(error);
  const { errorValue } = await import("#contract/errors.ts");
  tell({ type: "failed", error: errorValue(error) });
}
