import type { RunDetail } from "#contract/pipeline.ts";

/** As many causes as fit the sentence people read first; the others follow below. */
const CAUSES = 2;

/** What people read first about a run (how it ended, and why if it did not end well), and what follows. */
export function heroOf(detail: Pick<RunDetail, "sentences" | "findings" | "summary">): {
  readonly first: string;
  readonly rest: string;
} {
  const [ending = "", ...others] = detail.sentences;
  const grave = new Set(
    detail.findings.filter((one) => one.severity !== "info").map((one) => one.text),
  );
  const { cause, status } = detail.summary;
  if (cause !== null && status !== "succeeded") grave.add(cause);
  const causes = others.filter((sentence) => grave.has(sentence)).slice(0, CAUSES);
  return {
    first: [ending, ...causes].join(" "),
    rest: others.filter((sentence) => !causes.includes(sentence)).join(" "),
  };
}
