import type { SourceInput } from "#contract/sources.ts";
import { AppError } from "#domain/errors.ts";
import { isTableName, nameOfOrigin, sourceId } from "#domain/mapping/slug.ts";
import type { Mapping, Source } from "#domain/workspace.ts";
import type { Handler } from "#app/use-case.ts";
import { withSource } from "./read-source.ts";
import { propose, type SourceProposal } from "./propose.ts";
import { summarise } from "./summary.ts";

/** `sources.suggest`: the proposed mapping with confidence and reasons; nothing is written. */
export const suggestSource: Handler<"sources", "suggest"> = (services) => async (input, call) => {
  const workspace = await services.workspaces.open(services.directory);
  return withSource(services, input, call, async (reading) => {
    const { proposal } = await propose(services, workspace, input, reading);
    return proposal;
  });
};

/**
 * `sources.add`: reads the source, completes what the user said, and saves the source with mapping version 1.
 * @throws AppError `question` with the proposal in its details when anything is open; nothing is saved then.
 */
export const addSource: Handler<"sources", "add"> = (services) => async (input, call) => {
  const workspace = await services.workspaces.open(services.directory);
  const settled = await withSource(services, input, call, (reading) =>
    propose(services, workspace, input, reading),
  );
  if (!settled.proposal.complete) throw openQuestion(settled);
  const name = input.name ?? nameOfOrigin(input.origin);
  const taken = workspace.sources.map(({ id }) => id);
  if (
    input.name !== undefined &&
    workspace.sources.some((s) => s.name === name && s.removed_at === undefined)
  ) {
    throw new AppError("conflict", `There is a source named "${name}" already.`, {
      hint: "Choose another --name, or remove the other source first.",
    });
  }
  const source = newSource(input, sourceId(name, taken), name);
  // An interrupted earlier attempt may have left a mapping behind.
  const leftover = await services.workspaces.mapping(services.directory, source.id);
  const mapping: Mapping = {
    source_id: source.id,
    version: (leftover?.version ?? 0) + 1,
    created_at: services.clock.now().toISOString(),
    entities: settled.draft.entities,
    formats: settled.draft.formats,
    header_aliases: {},
  };
  // The mapping first: a source without one could not be read.
  await services.workspaces.saveMapping(services.directory, mapping);
  await services.workspaces.update(services.directory, (now) => ({
    ...now,
    sources: [...now.sources, source],
  }));
  return {
    source: await summarise(services, source, mapping),
    proposal: settled.proposal,
    mapping_version: mapping.version,
  };
};

/** Whether a read of it is not everything there is. */
function addsToEarlier(origin: Source["origin"]): boolean {
  if (origin.kind === "folder") return true;
  if (origin.kind === "s3") return !isTableName(origin.path);
  return "watermark" in origin && origin.watermark !== undefined;
}

/** The source as it will stand in the workspace. */
export function newSource(input: SourceInput, id: string, name: string): Source {
  const adds = addsToEarlier(input.origin);
  if (input.mode === "snapshot" && "watermark" in input.origin && adds) {
    throw new AppError("usage", "A read from the watermark on brings only what is new.", {
      hint: "Leave the mode out, or the watermark: then every read is the whole table.",
    });
  }
  return {
    id,
    name,
    mode: input.mode ?? (adds ? "append" : "snapshot"),
    origin: input.origin,
    read: input.read,
    ...(input.time_zone !== undefined && { time_zone: input.time_zone }),
  };
}

/** The questions as one error whose hint is what to type. */
function openQuestion({ proposal }: SourceProposal): AppError {
  const texts = proposal.questions.map(({ text }) => text);
  const flags = [
    ...new Set(proposal.questions.flatMap(({ flag }) => (flag === null ? [] : [flag]))),
  ];
  const count = texts.length === 1 ? "One thing is open" : `${texts.length} things are open`;
  return new AppError("question", `${count} before this source can be saved: ${texts.join(" ")}`, {
    hint: `Repeat the command and answer with: ${flags.join(" ")}`,
    details: { proposal },
  });
}
