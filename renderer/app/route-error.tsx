import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";

/** A screen that stumbled; the rail and the other screens stay usable. */
export function RouteError(props: ErrorComponentProps): React.JSX.Element {
  return <ErrorPanel error={props.error} onRetry={props.reset} />;
}
