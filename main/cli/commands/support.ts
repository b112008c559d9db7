import { type CommandLine, given, onWorkspace, wholeNumber } from "../command-line.ts";

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
  addMaintain({ program, run });
}

interface MaintainOptions {
  readonly json?: boolean;
  readonly archiveYears?: number;
  readonly packFrom?: number;
}

function addMaintain({ program, run }: CommandLine): void {
  onWorkspace(
    program,
    "maintain",
    "tidy up: old logs and builds go, old reads move to lake/archive, small files are put together",
  )
    .option("--archive-years <n>", "reads older than this move; default 5", wholeNumber(1))
    .option("--pack-from <n>", "so many small files are put together; default 64", wholeNumber(2))
    .action((directory: string, options: MaintainOptions) =>
      run(directory, options, async ({ client, job, out, host }) => {
        const { archiveYears: archive_years, packFrom: least } = options;
        const wanted = given({ archive_years, least });
        const done = await job(await (await client()).workspace.maintain(wanted, host));
        out.result(done, () =>
          [
            `Removed: ${done.old_files} old files, ${done.old_builds} old builds, ${done.tidied} leftovers.`,
            `Moved to the archive: ${done.archived} reads.`,
            `Put together: ${done.packed} reads, from ${done.files_before} files into ${done.files_after}.`,
          ].join("\n"),
        );
      }),
    );
}
