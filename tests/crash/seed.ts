/** A fresh seed each time, or the one of an earlier failure given as CRASH_SEED. */
export function seed(): number {
  return Number(process.env["CRASH_SEED"] ?? Math.floor(Math.random() * 1e9));
}
