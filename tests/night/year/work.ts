import type { NightJournal } from "#app/night/journal-night.ts";
import type { NightWork } from "#app/night/night-work.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";

const MINUTE = 60_000;

/** What of a simulated computer its nights use. */
interface WorkingComputer {
  readonly options: {
    readonly random: () => number;
    readonly lake: { readonly runs: { by: string; began: number; ended: number | null }[] };
    readonly name: string;
    readonly time: { readonly now: number };
  };
  readonly summaries: { set(run_id: string, summary: object): unknown };
  wait(milliseconds: number): Promise<void>;
  nextRunId(): string;
}

/** What a night does, as long as it takes and as often as it fails, on a computer of the simulation. */
export function nightWork(computer: WorkingComputer): NightWork {
  const { random, lake, name, time } = computer.options;
  const work = {
    run: async (services: Services) => {
      const run = { by: name, began: time.now, ended: null as number | null };
      lake.runs.push(run);
      const minutes = 1 + random() * 30;
      for (let part = 0; part < 3; part += 1) {
        await computer.wait((minutes / 3) * MINUTE);
        await services.keys.commit("batch", part);
      }
      const luck = random();
      if (luck < 0.03) throw new AppError("upstream", "the network is away", { retryable: true });
      if (luck < 0.05) throw new AppError("upstream", "the sheet is gone");
      const run_id = computer.nextRunId();
      run.ended = time.now;
      const result = {
        run_id,
        status: luck < 0.1 ? "unchanged" : "succeeded",
        layers: { bronze: {} },
      };
      computer.summaries.set(run_id, { ...result, began: run.began });
      return result;
    },
    publish: async (services: Services, journal: NightJournal) => {
      await computer.wait(MINUTE);
      await services.publisher.publish([], {} as never);
      await journal.note({ outcome: "published" });
      return { status: "done", text: "Published." };
    },
    reports: async () => {
      await computer.wait(MINUTE);
      return { status: "done", text: "Written." };
    },
    alerts: async () => {
      await computer.wait(10_000);
      return { status: "done", text: "Nothing to tell." };
    },
    retention: async () => {
      await computer.wait(10_000);
      return { status: "done", text: "Nothing old." };
    },
  } satisfies Record<keyof NightWork, unknown> as unknown as NightWork;
  return work;
}
