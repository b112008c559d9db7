import type { Services } from "#app/services.ts";
import { NIGHT_KILLED, type NightRecord, type NightStep, type Slot } from "#domain/night/record.ts";

/** The night at work; every change is on the disk before the next begins. */
export class NightJournal {
  readonly #services: Services;
  record: NightRecord;

  private constructor(services: Services, record: NightRecord) {
    this.#services = services;
    this.record = record;
  }

  static async begin(
    services: Services,
    number: number,
    scheduled: boolean,
    slots: readonly Slot[],
  ): Promise<NightJournal> {
    const journal = new NightJournal(services, {
      number,
      scheduled,
      slots,
      started_at: services.clock.now().toISOString(),
      finished_at: null,
      outcome: null,
      steps: [],
      run_id: null,
      attempts: 0,
      held_sources: [],
      reasons: [],
      resumed: 0,
    });
    await journal.note({});
    return journal;
  }

  /** Goes on with a night whose process is gone; what came due meanwhile joins it. */
  static async resume(
    services: Services,
    record: NightRecord,
    due: readonly Slot[],
  ): Promise<NightJournal> {
    const journal = new NightJournal(services, record);
    const joined = due.map((slot) => ({ ...slot, reason: NIGHT_KILLED }));
    const names = record.steps.map(({ name }) => name);
    // What a step concluded before it was noted as done is concluded anew.
    const failed = record.steps.some(({ name, status }) => name === "run" && status === "failed");
    const outcome = names.includes("publish") ? record.outcome : failed ? "failed" : null;
    const slots = [...record.slots, ...joined];
    await journal.note({ slots, outcome, resumed: record.resumed + 1 });
    return journal;
  }

  async note(parts: Partial<NightRecord>): Promise<void> {
    this.record = { ...this.record, ...parts };
    await this.#services.nights.save(this.record);
  }

  /** Does a step that an earlier start of this night has not done. */
  async step(
    name: NightStep["name"],
    work: () => Promise<{ readonly status: NightStep["status"]; readonly text: string }>,
  ): Promise<void> {
    if (this.record.steps.some((step) => step.name === name)) return;
    const { status, text } = await work();
    const at = this.#services.clock.now().toISOString();
    await this.note({ steps: [...this.record.steps, { name, status, at, text }] });
  }
}
