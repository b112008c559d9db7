import { type CommandLine, onWorkspace } from "../command-line.ts";

/** An archive for whoever helps: versions, runs, states and sizes, nothing of the data. */
export function addSupport({ program, run }: CommandLine): void {
  onWorkspace(
    program,
    "support-bundle",
    "an archive for whoever helps, without data, names, addresses or secrets",
  ).action((directory: string, options: { json?: boolean }) =>
    run(directory, options, async ({ client, out, host }) => {
      const made = await (await client()).workspace.supportBundle({}, host);
      out.result(made, () =>
        [
          `${made.path} (${Math.ceil(made.bytes / 1000)} kB)`,
          ...made.files.map((name) => `  ${name}`),
          "It holds no row, name, address or secret. Look into it before you send it.",
        ].join("\n"),
      );
    }),
  );
}
