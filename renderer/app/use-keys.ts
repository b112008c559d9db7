import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { useJobs } from "#renderer/client/context.tsx";
import { useStopJob } from "#renderer/client/queries.ts";
import { showKeys } from "./key-map.tsx";
import { type KeyAct, keyAct } from "./keys.ts";
import { preferences } from "./preferences.ts";
import { useUndoNewest } from "./use-undo-newest.ts";

const FIELDS = "input, textarea, select, [contenteditable='true']";
/** How long G waits for its letter, in milliseconds. */
const G_TIME = 1500;

function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

/** The next part of the window that can be reached: rail, content, panel, run bar. */
function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  if (next?.hasAttribute("tabindex")) next.focus();
  else next?.querySelector<HTMLElement>("[data-status='active'], a[href], button")?.focus();
}

function focusFilter(): boolean {
  const field = document.querySelector<HTMLElement>(
    "main [data-filter] input, main input[data-filter], main input[type='search']",
  );
  field?.focus();
  return field !== null;
}

/** The keys that hold everywhere in the window. */
export function useKeys(): void {
  const navigate = useNavigate();
  const { running } = useJobs();
  const stop = useStopJob();
  const undo = useUndoNewest();
  const pressedG = useRef(0);

  /** False when the key is left to the browser. */
  const act = (wanted: KeyAct): boolean => {
    switch (wanted.kind) {
      case "go":
        void navigate({ to: wanted.to });
        return true;
      case "filter":
        return focusFilter();
      case "map":
        showKeys();
        return true;
      case "region":
      case "region_back":
        focusRegion(wanted.kind === "region" ? 1 : -1);
        return true;
      case "stop": {
        const job = running.at(-1);
        if (job) stop.mutate(job.job_id);
        return job !== undefined;
      }
      case "undo":
        undo();
        return true;
      default:
        pressedG.current = performance.now();
        return false;
    }
  };

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    // A dialog has keys of its own.
    if (event.defaultPrevented || document.querySelector("[role='dialog']") !== null) return;
    const wanted = keyAct({
      key: event.key,
      control: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
      inField: isInField(event.target),
      afterG: performance.now() - pressedG.current < G_TIME,
      letters: preferences().letters,
    });
    if (wanted?.kind !== "wait") pressedG.current = 0;
    if (wanted !== null && act(wanted)) event.preventDefault();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
