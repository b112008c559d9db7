import type { CellPlace } from "../grid-model.ts";
import type { Answers } from "../wizard-state.ts";
import type { Drafted } from "./use-draft.ts";
import type { Save } from "./use-save.ts";

/** What a person answered, and how it changes. */
export interface WorkingProps {
  /** As the person gave them, without our guesses. */
  readonly answers: Answers;
  readonly resumed: boolean;
  onChange(answers: Answers | null): void;
}

/** What every question is told. */
export interface ColumnProps extends WorkingProps {
  readonly drafted: Drafted;
  readonly save: Save;
  /** Brings a cell of the file into view. */
  onGo(place: CellPlace | null): void;
}
