import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorPanel } from "./error-panel.tsx";
import { Skeletons } from "./skeletons.tsx";

/**
 * One answer of the contract in its three states. An answer that could be shown stays in place while it is
 * asked for again, and when that fails its error stands above it.
 */
export function QueryView<Data>(props: {
  readonly query: UseQueryResult<Data>;
  readonly skeleton?: ReactNode;
  children(data: Data): ReactNode;
}): React.JSX.Element {
  const { query, skeleton, children } = props;
  const retry = (): void => void query.refetch();
  if (query.data === undefined) {
    if (query.error) return <ErrorPanel error={query.error} onRetry={retry} />;
    return <>{skeleton ?? <Skeletons />}</>;
  }
  return (
    <>
      {query.error && <ErrorPanel error={query.error} onRetry={retry} />}
      <div
        style={query.isPlaceholderData ? { opacity: 0.55 } : undefined}
        aria-busy={query.isPlaceholderData}
      >
        {children(query.data)}
      </div>
    </>
  );
}
