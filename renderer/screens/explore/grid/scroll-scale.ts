/** Browsers cut taller elements (Firefox at 17.9, Chromium at 33.5 million pixels). */
export const TALLEST = 12_000_000;

/** At both ends of the list the bar moves with the rows, so that the first and the last are reached. */
const EDGE = 100_000;

export interface ScrollState {
  /** What the element's own scroll bar says. */
  readonly top: number;
  /** Where that is in the whole list, in pixels of its rows. */
  readonly virtual: number;
}

/**
 * Maps the scroll bar of an element that is at most TALLEST high to a list of any height. Small steps (wheel,
 * keys) move rows pixel by pixel; a large one (dragging the bar) is a share of the whole list.
 */
export class ScrollScale {
  readonly height: number;
  readonly #full: number;
  readonly #view: number;

  constructor(full: number, view: number, tallest = TALLEST) {
    this.#full = Math.max(full, 0);
    this.#view = Math.max(view, 0);
    this.height = Math.min(this.#full, tallest);
  }

  get furthest(): number {
    return Math.max(0, this.#full - this.#view);
  }

  get #lowest(): number {
    return Math.max(0, this.height - this.#view);
  }

  /** The bar's position that shows `virtual`: its share, but pixel by pixel at the ends. */
  topOf(virtual: number): number {
    const place = this.#clamp(virtual);
    if (this.height === this.#full) return place;
    if (place <= EDGE) return place;
    const left = this.furthest - place;
    if (left <= EDGE) return this.#lowest - left;
    const share = (place - EDGE) / (this.furthest - 2 * EDGE);
    return EDGE + share * (this.#lowest - 2 * EDGE);
  }

  #virtualOf(top: number): number {
    if (top <= EDGE) return this.#clamp(top);
    const left = this.#lowest - top;
    if (left <= EDGE) return this.#clamp(this.furthest - left);
    const share = (top - EDGE) / (this.#lowest - 2 * EDGE);
    return this.#clamp(EDGE + share * (this.furthest - 2 * EDGE));
  }

  at(virtual: number): ScrollState {
    const kept = this.#clamp(virtual);
    return { top: this.topOf(kept), virtual: kept };
  }

  /** After the element scrolled to `top`. When the answer has another `top`, the bar has to be set to it. */
  moved(before: ScrollState, top: number): ScrollState {
    if (this.height === this.#full) return { top, virtual: this.#clamp(top) };
    const step = top - before.top;
    if (Math.abs(step) > this.#view * 4) {
      return { top, virtual: this.#virtualOf(top) };
    }
    const virtual = this.#clamp(before.virtual + step);
    // At its ends the bar could not go on although rows are left: it goes back to its share.
    const stuck =
      (top <= 0 && virtual > 0) || (top >= this.#lowest - 1 && virtual < this.furthest - 1);
    return { top: stuck ? this.topOf(virtual) : top, virtual };
  }

  #clamp(virtual: number): number {
    return Math.round(Math.min(Math.max(0, virtual), this.furthest));
  }
}
