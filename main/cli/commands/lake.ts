import type { Command } from "commander";
import type { LakeMoved } from "#contract/lake.ts";
import { type CommandLine, given, onWorkspace } from "../command-line.ts";
import { plural } from "../text.ts";

type Run = CommandLine["run"];
interface Place {
  json?: boolean;
  lake: string;
  endpoint?: string;
  region?: string;
  pathStyle?: boolean;
  profile?: string;
}

function withPlace(command: Command): Command {
  return command
    .requiredOption("--lake <place>", "s3://bucket/prefix")
    .option("--endpoint <url>", "a service that is not Amazon's")
    .option("--region <name>", "region of the bucket")
    .option("--path-style", "the bucket stands in the path (usual with --endpoint)")
    .option("--profile <name>", "a profile of this computer's AWS settings");
}

const placeOf = ({ lake: path, endpoint, region, pathStyle: path_style, profile }: Place) => ({
  path,
  ...given({ endpoint, region, path_style, profile }),
});

const moved = (verb: string, { files, bytes, generation }: LakeMoved): string =>
  files === 0
    ? `Nothing to do; the lake is at state ${generation}.`
    : `${verb} ${plural(files, "file")}, ${(bytes / 1e6).toFixed(1)} MB; the lake is at state ${generation}.`;

function addConnect(parent: Command, run: Run): void {
  withPlace(onWorkspace(parent, "connect", "share the lake of this workspace in a bucket")).action(
    (directory: string, options: Place) =>
      run(directory, options, async ({ client, out, host, job }) => {
        const { lake } = await client();
        const result = await job(await lake.connect(placeOf(options), host));
        out.result(result, () => moved("Sent", result));
      }),
  );
}

function addOpen(program: Command, run: Run): void {
  withPlace(onWorkspace(program, "open", "fill a new folder from a lake that others share")).action(
    (directory: string, options: Place) =>
      run(directory, options, async ({ client, out, host, job }) => {
        const { lake } = await client();
        const result = await job(await lake.open(placeOf(options), host));
        out.result(
          result,
          () => `${moved("Fetched", result)}\nNext: npm run -s medallion -- run ${directory}`,
        );
      }),
  );
}

function addMoves(parent: Command, run: Run): void {
  onWorkspace(parent, "push", "send what this computer has").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host, job }) => {
        const result = await job(await (await client()).lake.push({}, host));
        out.result(result, () => moved("Sent", result));
      }),
  );
  onWorkspace(parent, "pull", "take over what others sent")
    .option("--replace", "move what this computer has of its own into diverged/")
    .action((directory: string, options: { json?: boolean; replace?: boolean }) =>
      run(directory, options, async ({ client, out, host, job }) => {
        const input = { replace: options.replace === true };
        const result = await job(await (await client()).lake.pull(input, host));
        out.result(result, () => moved("Fetched", result));
      }),
    );
  onWorkspace(parent, "status", "what is here, what is there, who works on it").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const found = await (await client()).lake.status({}, host);
        out.result(found, () =>
          [
            `${found.path} is at state ${found.generation}${found.pushed_by === null ? "" : `, sent by ${found.pushed_by} at ${found.pushed_at}`}.`,
            `To send: ${plural(found.to_push, "file")}. To fetch: ${plural(found.to_pull, "file")}.`,
            ...(found.conflicts.length > 0
              ? [
                  `✕ Changed on both sides: ${found.conflicts.join(", ")}. \`lake pull --replace\` takes the lake's.`,
                ]
              : []),
            found.holder === null ? "Nobody works on it." : `${found.holder} works on it.`,
          ].join("\n"),
        );
      }),
  );
}

export function addLake({ program, run }: CommandLine): void {
  const parent = program.command("lake").description("one lake for several computers");
  addConnect(parent, run);
  addMoves(parent, run);
  addOpen(program, run);
}
