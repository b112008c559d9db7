import { fileURLToPath } from "node:url";

/** The SQL models that ship with the product. */
export const SQL_FOLDER = fileURLToPath(new URL("../../sql", import.meta.url));
