/** Everything we send to Snowflake, read by a parser that is not ours. */
import { expect, test } from "vitest";
import { compileModels } from "#tests/snowflake/emitted.ts";
import { recordStatements } from "#tests/snowflake/record.ts";
import { serviceSuite } from "../servers/programs.ts";
import { PYTHON, runPython } from "./python.ts";

interface Reading {
  readonly read: number;
  readonly failures: readonly { readonly name: string; readonly error: string }[];
}

serviceSuite("sqlglot", [PYTHON], () => {
  test("reads every model and function as Snowflake SQL", async () => {
    const emitted = await compileModels();
    const { read, failures } = await runPython<Reading>("parse.py", emitted);
    console.info(`sqlglot reads ${read - failures.length} of ${read} statements as Snowflake SQL.`);
    expect(failures).toEqual([]);
  });

  test("reads every statement of a first build, a night, publishing and the set-up script", async () => {
    const sent = await recordStatements();
    const { read, failures } = await runPython<Reading>("parse.py", sent);
    const asText = sent.filter(({ command }) => command).length;
    console.info(
      `sqlglot reads ${read - failures.length} of ${read} statements; ${asText} of them it has no grammar for and keeps as text.`,
    );
    expect(failures).toEqual([]);
  }, 280_000);

  test("and does not read what is none", async () => {
    const wrong = [{ name: "wrong", sql: "select from from where" }];
    expect((await runPython<Reading>("parse.py", wrong)).failures).toHaveLength(1);
  });
});
