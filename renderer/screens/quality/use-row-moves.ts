import { useRouter } from "@tanstack/react-router";
import { useRef } from "react";

/**
 * Opening a row is a step in the history, going on to its neighbours is not, and closing what was opened
 * here goes back: so Back never leads to the same place twice.
 */
export function useRowMoves<Row>(
  current: Row | undefined,
  go: (row: Row | null, replace: boolean) => void,
): (row: Row | null) => void {
  const { history } = useRouter();
  const pushed = useRef(false);
  return (row) => {
    if (row === null && pushed.current) {
      pushed.current = false;
      history.back();
      return;
    }
    if (row !== null && current === undefined) pushed.current = true;
    go(row, row === null || current !== undefined);
  };
}
