import type { Layer, Model, ModelCatalogue } from "#models/model.ts";
import { ymlSchema } from "#models/yml.ts";

/** Models for tests from `{"gold.fact_x": "select …"}`, with a bland header and yml. */
export function catalogueOf(sqls: Readonly<Record<string, string>>): ModelCatalogue {
  const models = Object.entries(sqls).map(([table, sql]): Model => {
    const [layer, name] = table.split(".") as [Layer, string];
    const yml = ymlSchema.parse({
      version: 2,
      models: [
        {
          name,
          description: "Rows. One row per a.",
          meta: { owner: "operations", label: "Rows" },
          columns: [{ name: "a", description: "A." }],
        },
      ],
    }).models[0]!;
    return {
      layer,
      name,
      table,
      path: `sql/${layer}/${name}.sql`,
      sql,
      lines: sql.split("\n").length,
      grain: "one row per a",
      key: ["a"],
      scope: ["a"],
      kind: "table",
      yml,
      rowRules: [],
      tableRules: [],
      tests: [],
      report: undefined,
      unitTests: [],
      macros: [],
      hash: "",
    };
  });
  return { models, macros: [], macrosSql: "" };
}
