import { fileURLToPath } from "node:url";
import { checkModels } from "#models/check.ts";
import { readModels } from "#models/load.ts";
import { openScratchEngine } from "./duckdb-runner.ts";

/** `npm run models [folder]`: everything that is wrong with the SQL models; exit 1 if anything is. */
const folder = process.argv[2] ?? fileURLToPath(new URL("../../sql", import.meta.url));
const started = performance.now();
const { catalogue, findings } = await readModels(folder);
const engine = await openScratchEngine();
const report = await checkModels(catalogue, engine);
engine.close();

const all = [...findings, ...report.findings].sort((a, b) => a.path.localeCompare(b.path));
for (const { path, rule, text } of all) console.info(`${path}  [${rule}] ${text}`);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const looked = `${catalogue.models.length} models, ${catalogue.macros.length} macros, ${report.unitTests} unit tests in ${seconds} s`;
console.info(all.length === 0 ? `Nothing wrong: ${looked}.` : `${all.length} findings: ${looked}.`);
process.exitCode = all.length === 0 ? 0 : 1;
