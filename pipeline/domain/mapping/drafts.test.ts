/** The whole draft of every known export and strange table, word for word, with and without statements. */
import { expect, test } from "vitest";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { draftMapping, type MappingDraft } from "./draft.ts";
import { EXPORTS } from "./fixtures/exports/index.ts";
import { STRANGE_TABLES } from "./fixtures/strange-tables.ts";
import type { TableProfile } from "./profile.ts";
import { resolveStatements, type Statements } from "./statements.ts";

const NOTHING: Statements = { map: [], defaults: [], formats: [] };

function written(draft: MappingDraft): string {
  const { columns, entities, formats, readings, questions, findings, unused } = draft;
  return [
    ...columns.map(
      (c) =>
        `${c.required ? "*" : " "} ${c.entity}.${c.column} <- ${c.headers.join(" + ")} ${c.confidence}${c.default === null ? "" : ` default ${c.default}`}`,
    ),
    ...Object.entries(entities).map(([entity, mapping]) => `${entity} ${JSON.stringify(mapping)}`),
    `formats ${JSON.stringify(formats)}`,
    ...readings.map(
      (r) =>
        `"${r.header}" ${r.kind} ${r.format ?? "?"} refused ${r.refused} ambiguous ${r.ambiguous.count}: ${r.evidence}`,
    ),
    ...questions.map((q) => `? ${q.kind} ${q.text} [${q.options.join(" | ")}] ${q.flag}`),
    ...findings.map(
      (f) => `! ${f.severity} ${f.kind} ${f.text} ${f.action ?? ""} ${f.count ?? ""}`,
    ),
    `unused ${unused.join(", ")}`,
  ].join("\n");
}

function draftOf(profile: TableProfile, wanted: readonly EntityName[], said: Statements): string {
  const headers = profile.columns.map(({ header }) => header);
  const resolved = resolveStatements(said, wanted, headers);
  return written(draftMapping({ profile, entities: wanted, said: resolved, key_prefix: "s" }));
}

const fileName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]+/g, "-");

test.each([
  ...EXPORTS.map(({ name, profile, expected }) => ({
    name,
    profile,
    wanted: ENTITY_NAMES.filter((entity) => expected[entity]),
  })),
  ...STRANGE_TABLES,
])("$name", async ({ name, profile, wanted }) => {
  const last = profile.columns.at(-1)!.header;
  const required = { orders: "ordered_at", customers: "city", payments: "amount" } as const;
  const entity = wanted.find((one) => one in required) as keyof typeof required | undefined;
  const said: Statements = entity
    ? { ...NOTHING, map: [{ entity, column: required[entity], headers: [last] }] }
    : NOTHING;
  const text = `${draftOf(profile, wanted, NOTHING)}\n\n== when "${last}" is stated\n${draftOf(profile, wanted, said)}\n`;
  await expect(text).toMatchFileSnapshot(`./fixtures/drafts/${fileName(name)}.txt`);
});

const ORDERS = STRANGE_TABLES.find(({ name }) => name === "German order lines")!;
const HEADERS = ORDERS.profile.columns.map(({ header }) => header);
const resolve = (said: Partial<Statements>) =>
  resolveStatements({ ...NOTHING, ...said }, ORDERS.wanted, HEADERS);

test("what links entities is said once for all of them, the rest where it is", () => {
  const { map } = resolve({ map: [{ column: "order_id", headers: ["BESTELLNR."] }] });
  expect([...map]).toEqual([
    ["orders.order_id", ["Bestellnr."]],
    ["order_items.order_id", ["Bestellnr."]],
  ]);
  const one = resolve({ map: [{ entity: "orders", column: "order_id", headers: ["Ort"] }] });
  expect([...one.map.keys()]).toEqual(["orders.order_id"]);
});

test.each([
  ["an unknown header", { map: [{ column: "order_id", headers: ["Bestelnr"] }] }, "Bestellnr."],
  ["an unknown column", { map: [{ column: "ordered_on", headers: ["Ort"] }] }, "ordered_at"],
  [
    "the same said twice",
    {
      map: [
        { column: "order_id", headers: ["Ort"] },
        { column: "order_id", headers: ["Menge"] },
      ],
    },
    "order_id",
  ],
  [
    "a number's format for a date",
    { formats: [{ column: "ordered_at", format: "comma" as const }] },
    "ordered_at",
  ],
  [
    "an entity that is not in this source",
    { map: [{ entity: "reviews" as const, column: "rating", headers: ["Menge"] }] },
    "reviews",
  ],
])("%s is refused with what is near", (_, said, near) => {
  try {
    resolve(said);
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    expect(`${message} ${hint ?? ""}`).toContain(near);
    return;
  }
  expect.unreachable("It was taken.");
});
