import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { ScrollScale, type ScrollState } from "./scroll-scale.ts";

/** Rest after which the bar goes back to its share of the list. */
const IDLE = 160;

export interface GridScroll {
  /** Height of the element that scrolls. */
  readonly height: number;
  /** First pixel of the list in view. */
  readonly virtual: number;
  /** What to add to a row's place in the list to get its place in the element. */
  readonly shift: number;
  readonly view: number;
  onScroll(): void;
  /** Brings a row into view with as little movement as possible. */
  reveal(index: number): void;
}

/** Scrolls `count` rows of one height, also where their sum is taller than a browser allows. */
export function useGridScroll(
  node: HTMLDivElement | null,
  count: number,
  rowHeight: number,
  headHeight: number,
): GridScroll {
  const [view, setView] = useState(0);
  const [state, setState] = useState<ScrollState>({ top: 0, virtual: 0 });
  const live = useRef(state);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const full = count * rowHeight;

  useLayoutEffect(() => {
    if (!node) return;
    const observer = new ResizeObserver(() => setView(Math.max(0, node.clientHeight - headHeight)));
    observer.observe(node);
    return () => observer.disconnect();
  }, [node, headHeight]);

  const put = useCallback(
    (next: ScrollState) => {
      live.current = next;
      setState(next);
      if (node && Math.abs(node.scrollTop - next.top) >= 1) node.scrollTo({ top: next.top });
    },
    [node],
  );

  const onScroll = useCallback(() => {
    if (!node) return;
    const scale = new ScrollScale(full, view);
    put(scale.moved(live.current, node.scrollTop));
    clearTimeout(idle.current);
    idle.current = setTimeout(() => {
      // The bar was moved and the browser has yet to say so: its event follows, and this rest is over.
      if (Math.abs(node.scrollTop - live.current.top) >= 1) return;
      put(scale.at(live.current.virtual));
    }, IDLE);
  }, [node, full, view, put]);

  // Fewer rows, or a smaller window: what was in view may be beyond the end.
  useEffect(() => {
    if (view > 0) put(new ScrollScale(full, view).at(live.current.virtual));
    return () => clearTimeout(idle.current);
  }, [full, view, put]);

  const reveal = useCallback(
    (index: number) => {
      const { virtual } = live.current;
      const start = index * rowHeight;
      const scale = new ScrollScale(full, view);
      if (start < virtual) put(scale.at(start));
      else if (start + rowHeight > virtual + view) put(scale.at(start + rowHeight - view));
    },
    [full, view, rowHeight, put],
  );

  return {
    height: new ScrollScale(full, view).height,
    virtual: state.virtual,
    shift: state.top - state.virtual,
    view,
    onScroll,
    reveal,
  };
}
