/**
 * What is proposed, word for word, for every known export and for tables nobody knows: confidences, reasons,
 * questions and notes change on purpose only. After a wanted change: `npx vitest run --project unit proposals -u`.
 */
import { expect, test } from "vitest";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { EXPORTS } from "./fixtures/exports/index.ts";
import { STRANGE_TABLES } from "./fixtures/strange-tables.ts";
import type { Candidate } from "./candidates.ts";
import type { TableProfile } from "./profile.ts";
import type { SuggestContext, TableProposal } from "./proposal.ts";
import { suggestMapping } from "./suggest.ts";

const oneCandidate = ({ headers, confidence, reasons }: Candidate): string =>
  `${headers.join(" + ") || "(none)"} ${confidence} ${reasons.join(" ")}`;

function written({ layout, entities, questions, unused }: TableProposal): string {
  const lines = [`layout: ${layout ?? "none"}`];
  for (const { entity, columns, fold, notes } of entities) {
    lines.push("", `${entity}${fold ? " (several rows each)" : ""}`);
    for (const column of columns) {
      const need = column.required ? "*" : " ";
      const instead = column.default === undefined ? "" : ` default ${column.default}`;
      lines.push(` ${need} ${column.column} <- ${oneCandidate(column)}${instead}`);
      lines.push(...column.alternatives.map((other) => `      or ${oneCandidate(other)}`));
    }
    lines.push(...notes.map((note) => `  note: ${note}`));
  }
  for (const { text, candidates, flag } of questions) {
    lines.push("", `? ${text}`, `  ${flag}`);
    lines.push(...candidates.map((candidate) => `  - ${oneCandidate(candidate)}`));
  }
  return [...lines, "", `unused: ${unused.join(", ") || "none"}`].join("\n");
}

function proposalsOf(profile: TableProfile, wanted: readonly EntityName[]): string {
  type Way = readonly [string, readonly EntityName[] | "any", SuggestContext];
  const ways: readonly Way[] = [
    ["known exports recognised", "any", {}],
    ["by names and values alone", "any", { layouts: false }],
    ["asked for all it holds", wanted, { layouts: false }],
    ...wanted.map((entity) => [`only ${entity}`, [entity], { layouts: false }] as const),
  ];
  return ways
    .map(([title, entities, context]) => {
      const proposals = suggestMapping([profile], entities, context);
      return `== ${title}\n${proposals.map(written).join("\n")}`;
    })
    .join("\n\n");
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
  await expect(`${proposalsOf(profile, wanted)}\n`).toMatchFileSnapshot(
    `./fixtures/proposals/${fileName(name)}.txt`,
  );
});
