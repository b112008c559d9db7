import type { SqlSession } from "./warehouse.ts";

/**
 * A scratch engine that runs SQL for tools: model checks, unit tests, reading the model graph.
 * Every session of the warehouse is one.
 */
export type SqlRunner = Pick<SqlSession, "run" | "table">;
