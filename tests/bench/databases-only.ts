/** `npm run bench:databases [-- --rows 1000000]`: rows out of databases, without the rest of the bench. */
import { parseArgs } from "node:util";
import { benchDatabases, ROWS } from "./databases.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: String(ROWS) } } });
await benchDatabases(Number(values.rows));
