import type { EngineState } from "#contract/host.ts";
import type { Engine } from "./engine.ts";
import type { Launch } from "./engine-process.ts";
import { kindOf, procedureOf } from "./kind.ts";
import { type Patience, Supervisor } from "./supervisor.ts";

const WORST_FIRST = ["failed", "restarting", "starting", "ready"] as const;

/** Two processes as one engine: what changes or lasts goes to one, what only looks to the other. */
export function pairEngines(runs: Engine, reads: Engine): Engine {
  const both = [runs, reads];
  const state = (): EngineState => {
    const states = both.map((engine) => engine.state());
    const status = WORST_FIRST.find((worst) => states.some((one) => one.status === worst))!;
    return {
      status,
      generation: states.reduce((sum, one) => sum + one.generation, 0),
      error: states.find((one) => one.status === status)?.error ?? null,
    };
  };
  return {
    call: async (group, name, ...rest) => {
      const procedure = procedureOf(group, name);
      const looks = procedure !== undefined && kindOf(procedure) === "query";
      return await (looks ? reads : runs).call(group, name, ...rest);
    },
    state,
    watch: (listener) => {
      const ends = both.map((engine) => engine.watch(() => listener(state())));
      return () => ends.forEach((end) => end());
    },
    restart: async () => {
      await Promise.all(both.map((engine) => engine.restart()));
      return state();
    },
    close: async () => {
      await Promise.all(both.map((engine) => engine.close()));
    },
  };
}

/** The engine of a host: both processes started, watched and started again. */
export function superviseEngines(launch: Launch, patience: Partial<Patience> = {}): Engine {
  const supervised = (role: "runs" | "reads"): Engine =>
    new Supervisor(() => launch(role), patience);
  return pairEngines(supervised("runs"), supervised("reads"));
}
