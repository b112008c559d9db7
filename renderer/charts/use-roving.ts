import { type KeyboardEvent, useState } from "react";

const STEPS: Readonly<Record<string, (at: number, count: number, across: number) => number>> = {
  ArrowRight: (at, count) => Math.min(at + 1, count - 1),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  ArrowDown: (at, count, across) => (at + across < count ? at + across : at),
  ArrowUp: (at, _count, across) => (at - across >= 0 ? at - across : at),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

export interface Roving {
  /** The mark that is pointed at or reached by keyboard. */
  readonly active: number | null;
  readonly container: {
    readonly tabIndex: 0;
    onKeyDown(event: KeyboardEvent): void;
    onFocus(): void;
    onBlur(): void;
    onMouseLeave(): void;
  };
  over(index: number): () => void;
}

/** One tab stop for a whole chart; arrow keys go through its marks, `across` to a line. */
export function useRoving(count: number, across = 1): Roving {
  const [active, setActive] = useState<number | null>(null);
  return {
    active: active !== null && active < count ? active : null,
    container: {
      tabIndex: 0,
      onKeyDown: (event) => {
        const step = STEPS[event.key];
        if (!step || count === 0) return;
        event.preventDefault();
        setActive((at) => (at === null ? 0 : step(at, count, across)));
      },
      onFocus: () => setActive((at) => at ?? 0),
      onBlur: () => setActive(null),
      onMouseLeave: () => setActive(null),
    },
    over: (index) => () => setActive(index),
  };
}
