/** The only source of time in the product. Models never read it: a build stores its own `as_of`. */
export interface Clock {
  /** The current instant. */
  now(): Date;
  /** Milliseconds from an arbitrary start that never jumps; only differences mean anything. */
  elapsed(): number;
}
