import { useIsFetching } from "@tanstack/react-query";
import { useEffect } from "react";

/** Marks the page while answers are on their way; style sheets and tests may look at it. */
export function Busy(): null {
  const busy = useIsFetching() > 0;
  useEffect(() => {
    document.documentElement.toggleAttribute("data-busy", busy);
  }, [busy]);
  return null;
}
