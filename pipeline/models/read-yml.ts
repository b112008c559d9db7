import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { AppError } from "#domain/errors.ts";
import type { Layer } from "./model.ts";
import { type ModelYml, type UnitTest, ymlSchema } from "./yml.ts";

/** What to read of a model beside what decides its rows. */
export interface Parts {
  readonly unitTests: boolean;
}

/** Where a model stands: `<sqlFolder>/<layer>/<name>`. */
export interface ModelFile {
  readonly sqlFolder: string;
  readonly layer: Layer;
  readonly name: string;
  readonly parts: Parts;
}

/** The text up to the unit tests, if they come last as they should. */
function withoutUnitTests(text: string): string {
  const at = text.search(/^unit_tests:/m);
  const last = at > 0 && !/^[a-z]/m.test(text.slice(at + "unit_tests:".length));
  return last ? text.slice(0, at) : text;
}

/**
 * The yml beside a model, validated.
 * @throws AppError `bad_input` naming file and line, or file and path within it.
 */
export async function readYml({
  sqlFolder,
  layer,
  name,
  parts,
}: ModelFile): Promise<{ yml: ModelYml; unitTests: readonly UnitTest[] }> {
  const path = `sql/${layer}/${name}.yml`;
  const fail = (text: string): never => {
    throw new AppError("bad_input", `${path}${text}`, { details: { rule: "yml" } });
  };
  const text = await readFile(join(sqlFolder, layer, `${name}.yml`), "utf8").catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT")
        return fail(": The model has no .yml of the same name beside it.");
      throw error;
    },
  );
  const document = parseDocument(parts.unitTests ? text : withoutUnitTests(text));
  const [wrong] = document.errors;
  if (wrong) return fail(`:${wrong.linePos?.[0].line ?? 1}: ${wrong.message.split("\n")[0]}`);
  const result = ymlSchema.safeParse(document.toJS());
  if (!result.success) {
    const issues = result.error.issues.map((i) => `${i.path.join(".") || "file"}: ${i.message}`);
    return fail(`: ${issues.join("; ")}`);
  }
  const yml = result.data.models[0]!;
  if (yml.name !== name) fail(`: models.0.name: is "${yml.name}", not "${name}".`);
  const stray = result.data.unit_tests.find((test) => test.model !== name);
  if (stray) fail(`: unit test ${stray.name} tests ${stray.model}, not ${name}.`);
  return { yml, unitTests: result.data.unit_tests };
}
