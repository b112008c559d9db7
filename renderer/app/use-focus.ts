import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * After a step to another screen the focus is somewhere useful: where it was when the control still exists,
 * else on the content, never lost on the page.
 */
export function useFocusAfterStep(content: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    const first = before.current === undefined;
    before.current = path;
    if (first) return;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost) content.current?.focus({ preventScroll: true });
  }, [path, content]);
}
