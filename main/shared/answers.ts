import { AppError } from "#domain/errors.ts";

/** How long an answer is remembered, in milliseconds. */
const REMEMBERED = 10 * 60_000;

interface Answer {
  readonly asked: string;
  readonly at: number;
  readonly value: Promise<unknown>;
}

/**
 * Answers of commands by their idempotency key: a click that is sent twice happens once. What failed is
 * forgotten, so that trying again means trying again.
 */
export class Answers {
  readonly #answers = new Map<string, Answer>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  once(
    key: string | undefined,
    name: string,
    input: unknown,
    ask: () => Promise<unknown>,
  ): Promise<unknown> {
    if (key === undefined) return ask();
    this.#forgetOld();
    const asked = JSON.stringify([name, input]);
    const known = this.#answers.get(key);
    if (known) {
      if (known.asked === asked) return known.value;
      throw new AppError("conflict", "This key was already used for another command.", {
        hint: "Send a fresh idempotency key with each command.",
      });
    }
    const value = ask();
    this.#answers.set(key, { asked, at: this.#now(), value });
    value.catch(() => this.#answers.delete(key));
    return value;
  }

  #forgetOld(): void {
    const oldest = this.#now() - REMEMBERED;
    for (const [key, { at }] of this.#answers) if (at < oldest) this.#answers.delete(key);
  }
}
