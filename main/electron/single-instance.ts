/** The part of Electron's `app` that the gate needs. */
export interface Gate {
  requestSingleInstanceLock(): boolean;
  exit(code: number): void;
}

/**
 * True for the one program that may go on with this user-data folder. The other one ends here, before
 * anything that opens a workspace is even loaded; `quit()` would let it run on for a while.
 */
export function isTheOne(gate: Gate): boolean {
  const first = gate.requestSingleInstanceLock();
  if (!first) gate.exit(0);
  return first;
}
