#!/usr/bin/env node
import { enableCompileCache } from "node:module";

enableCompileCache();
const [{ main }, { systemHost }] = await Promise.all([import("./program.ts"), import("./host.ts")]);
process.exitCode = await main(process.argv.slice(2), systemHost());
// A client of a service that takes requests and answers none may hold sockets for minutes after it was given up.
setTimeout(() => process.stdout.write("", () => process.exit()), 3_000).unref();
