#!/usr/bin/env node
import { enableCompileCache } from "node:module";

enableCompileCache();
const [{ main }, { systemHost }] = await Promise.all([import("./program.ts"), import("./host.ts")]);
process.exitCode = await main(process.argv.slice(2), systemHost());
