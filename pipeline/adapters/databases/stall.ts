import { Transform } from "node:stream";

/** A server that sends nothing for so long is not heard of again. */
const STALL_MILLISECONDS = 300_000;

/** Passes bytes on; ends with `ETIMEDOUT` when none come. */
export function watched(milliseconds: number = STALL_MILLISECONDS): Transform {
  const timer = setTimeout(() => {
    const error = new Error("the database sent nothing for too long");
    stream.destroy(Object.assign(error, { code: "ETIMEDOUT" }));
  }, milliseconds);
  timer.unref();
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      timer.refresh();
      done(null, chunk);
    },
    destroy(error, done) {
      clearTimeout(timer);
      done(error);
    },
  });
  return stream;
}
