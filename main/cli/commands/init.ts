import type { CommandLine } from "../command-line.ts";
import { calendarDate, given, onWorkspace, positiveNumber } from "../command-line.ts";
import { plural } from "../text.ts";

interface Options {
  json?: boolean;
  tz?: string;
  currency?: string;
  sample?: boolean;
  scale?: number;
  until?: string;
}

export function addInit({ program, run }: CommandLine): void {
  onWorkspace(program, "init", "make a workspace folder")
    .option("--tz <zone>", "time zone, e.g. Europe/Berlin (default: this computer's)")
    .option("--currency <code>", "currency of the reports (default: EUR)")
    .option("--sample", "fill it with the sample shop")
    .option("--scale <n>", "size of the sample: 1 is about 100,000 order lines", positiveNumber)
    .option("--until <date>", "last day of the sample (default: yesterday)", calendarDate)
    .action((directory: string, options: Options) =>
      run(directory, options, async ({ client, out, host }) => {
        const { tz, currency, scale, until } = options;
        const withSample = options.sample === true || scale !== undefined || until !== undefined;
        const sample = withSample ? given({ scale, until }) : undefined;
        const { workspace } = await client();
        const info = await workspace.init(given({ time_zone: tz, currency, sample }), host);
        out.result(info, () =>
          [
            `Workspace ready in ${info.directory}: ${info.time_zone}, ${info.currency}, ${plural(info.sources, "source")}.`,
            info.sources > 0
              ? `Next: npm run -s medallion -- run ${directory} --publish`
              : `Next: npm run -s medallion -- source add ${directory} orders --csv orders.csv`,
          ].join("\n"),
        );
      }),
    );
}
