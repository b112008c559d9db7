import { useMemo } from "react";
import type { Draft, RawGrid } from "#contract/sources.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { guessEntities } from "../guess-entities.ts";
import {
  type Answers,
  draftInput,
  headerCells,
  headerIsOpen,
  nextStep,
  peekInput,
  type Step,
} from "../wizard-state.ts";

/** Rows of the raw grid; what a person scrolls through before trusting it. */
const RAW_ROWS = 1000;
const READ_ROWS = 100;

export interface Drafted {
  readonly grid: RawGrid | undefined;
  /** Why the file cannot be shown at all. */
  readonly gridError: Error | null;
  readonly gridFetching: boolean;
  readonly draft: Draft | undefined;
  readonly draftError: Error | null;
  /** All values are being read with the newest answers. */
  readonly drafting: boolean;
  readonly step: Step;
  /** The answers with our first guess of what the table holds. */
  readonly answers: Answers;
  again(): void;
}

/** The file as it is, and as it would be read with the answers so far. */
export function useDraft(said: Answers): Drafted {
  const grid = useQueryOf(["sources", "peek"], { ...peekInput(said), limit: RAW_ROWS });
  const shown = grid.error ? undefined : grid.data;
  const headers = useMemo(
    () => (shown ? headerCells(shown).map(({ header }) => header) : []),
    [shown],
  );
  const answers = useMemo(
    () => (said.entitiesSaid ? said : { ...said, entities: guessEntities(said.label, headers) }),
    [said, headers],
  );
  const ready =
    shown !== undefined &&
    !grid.isPlaceholderData &&
    said.entitiesSaid &&
    said.entities.length > 0 &&
    !headerIsOpen(shown, said);
  const draft = useQueryOf(
    ["sources", "draft"],
    { ...draftInput(answers), limit: READ_ROWS },
    { enabled: ready },
  );
  const known = ready ? draft.data : undefined;
  return {
    grid: shown,
    gridError: grid.error,
    gridFetching: grid.isFetching,
    draft: known,
    draftError: ready ? draft.error : null,
    drafting: ready && draft.isFetching,
    step: shown === undefined ? "header" : nextStep(shown, answers, known ?? null),
    answers,
    again: () => void (grid.error ? grid.refetch() : draft.refetch()),
  };
}
