import type { Services } from "#app/services.ts";
import { NIGHT_KILLED, type NightRecord, type NightStep, type Slot } from "#domain/night/record.ts";
import { isInTime } from "#domain/night/slots.ts";

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
    started_at = services.clock.now().toISOString(),
  ): Promise<NightJournal> {
    const journal = new NightJournal(services, {
      number,
      scheduled,
      slots,
      started_at,
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
    await journal.#settleOwed(slots);
    return journal;
  }

  /**
   * Goes on with a night whose process is gone. What came due meanwhile joins it, and then it reads anew: rows
   * read before would not answer for it.
   */
  static async resume(
    services: Services,
    record: NightRecord,
    due: readonly Slot[],
  ): Promise<NightJournal> {
    const journal = new NightJournal(services, record);
    const now = services.clock.now();
    const own = record.slots.map((slot) =>
      slot.reason === null && !isInTime(slot.planned_at, now)
        ? { ...slot, reason: NIGHT_KILLED }
        : slot,
    );
    // That the lake was away then says nothing about now.
    const again = ({ name, status }: NightStep): boolean =>
      name === "lake" || (name === "send" && status === "failed");
    const steps = due.length > 0 ? [] : record.steps.filter((step) => !again(step));
    const names = steps.map(({ name }) => name);
    // What a step concluded before it was noted as done is concluded anew.
    const failed = steps.some(({ name, status }) => name === "run" && status === "failed");
    const outcome = names.includes("publish") ? record.outcome : failed ? "failed" : null;
    const reasons = outcome === null ? [] : record.reasons;
    const resumed = record.resumed + 1;
    await journal.note({ slots: [...own, ...due], steps, outcome, reasons, resumed });
    await journal.#settleOwed(due);
    return journal;
  }

  /** Its slots are answered for in the journal, so nobody owes them any more. */
  async #settleOwed(due: readonly Slot[]): Promise<void> {
    const { through, slots } = await this.#services.nights.owed();
    if (slots.length === 0 || due.length === 0) return;
    await this.#services.nights.saveOwed({ through, slots: [] });
  }

  /** Another computer did it: nothing more is done and nothing is called a success. */
  async endElsewhere(text: string): Promise<void> {
    const finished_at = this.#services.clock.now().toISOString();
    await this.note({
      outcome: "elsewhere",
      reasons: [text],
      steps: [],
      run_id: null,
      finished_at,
    });
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
