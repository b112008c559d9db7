import { useEffect, useState } from "react";

/** Seconds since an instant, counted while `running`. */
export function useSecondsSince(instant: string | null, running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return instant === null ? 0 : Math.max(0, (now - Date.parse(instant)) / 1000);
}
