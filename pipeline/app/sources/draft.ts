import { nameOfOrigin, sourceId } from "#domain/mapping/slug.ts";
import type { MappingDraft } from "#domain/mapping/draft.ts";
import type { SourceInput } from "#contract/sources.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { Handler } from "#app/use-case.ts";
import { newSource } from "./add.ts";
import { previewReading } from "./preview.ts";
import { propose } from "./propose.ts";
import { withSource } from "./read-source.ts";

/** `sources.draft`: how a source would be read if it were saved so. Nothing is written. */
export const draftSource: Handler<"sources", "draft"> = (services) => async (input, call) => {
  const workspace = await services.workspaces.open(services.directory);
  return withSource(services, input, call, async (reading) => {
    const { draft, proposal } = await propose(services, workspace, input, reading);
    const blocked = [...proposal.questions.map(({ text }) => text), ...nameTaken(workspace, input)];
    if (!proposal.complete) return { proposal, preview: null, blocked };
    const source = asIfSaved(workspace, input);
    const mapping = mappingOf(source, draft, services.clock.now().toISOString());
    const shown = await previewReading(
      services,
      { workspace, source, mapping },
      reading,
      input.limit,
    );
    return { proposal, preview: shown, blocked };
  });
};

function nameTaken(workspace: Workspace, { name }: SourceInput): string[] {
  const taken = workspace.sources.some(
    (source) => name !== undefined && source.name === name && source.removed_at === undefined,
  );
  return taken ? [`There is a source named "${name}" already. Choose another name.`] : [];
}

function asIfSaved(workspace: Workspace, input: SourceInput): Source {
  const name = input.name ?? nameOfOrigin(input.origin);
  const taken = workspace.sources.map(({ id }) => id);
  return newSource(input, sourceId(name, taken), name);
}

function mappingOf(source: Source, draft: MappingDraft, created_at: string): Mapping {
  return {
    source_id: source.id,
    version: 1,
    created_at,
    entities: draft.entities,
    formats: draft.formats,
    header_aliases: {},
  };
}
