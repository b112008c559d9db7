import { InvalidArgumentError } from "commander";
import { type CommandLine, given, onWorkspace, wholeNumber } from "../command-line.ts";

/** Until the person stops it. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function portNumber(text: string): number {
  const port = wholeNumber(0)(text);
  if (port > 65_535) throw new InvalidArgumentError("A port is a number up to 65535.");
  return port;
}

export function addServe({ program, run }: CommandLine): void {
  onWorkspace(program, "serve", "open the console of a workspace in the browser")
    .option("--port <n>", "port on this computer; default any free one", portNumber)
    .option("--no-build", "serve the window as it was built")
    .action((directory: string, options: { json?: boolean; port?: number; build: boolean }) =>
      run(directory, options, async ({ host, out, directory: folder }) => {
        const { serve } = await import("#main/web/index.ts");
        const { port, build } = options;
        const note = (text: string): void => out.note(text);
        const server = await serve({ directory: folder, build, note, ...given({ port }) });
        try {
          out.result({ url: server.url }, () =>
            [
              `The console of ${directory} is open at`,
              "",
              `  ${server.url}`,
              "",
              "Only this computer can reach it. Stop it with Ctrl-C.",
            ].join("\n"),
          );
          await stopped(host.signal);
        } finally {
          await server.close();
        }
      }),
    );
}
