import { fileURLToPath } from "node:url";

/** The SQL models that ship with the product. */
export const SQL_FOLDER = fileURLToPath(new URL("../../sql", import.meta.url));

/** The command line of this program, which the operating system starts at night. */
export const COMMAND_LINE = fileURLToPath(new URL("../cli/index.ts", import.meta.url));
