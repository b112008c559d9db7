import { resolve } from "node:path";
import type { Metric } from "#contract/support.ts";
import { AppError } from "#domain/errors.ts";
import { createHost } from "#main/shared/host.ts";
import { superviseEngines } from "#main/shared/engine-pair.ts";
import type { Launch } from "#main/shared/engine-process.ts";
import type { Patience } from "#main/shared/supervisor.ts";
import { forkEngine } from "./fork-engine.ts";
import { createMetricsText } from "./metrics.ts";
import { buildRenderer, canBuild, RENDERER_FOLDER, whyBuild } from "./renderer.ts";
import { startWebServer, type WebServer } from "./server.ts";

export interface ServeOptions {
  readonly directory: string;
  readonly port?: number;
  /** Build the window when it is missing or older than its sources. */
  readonly build?: boolean;
  /** How engines are started, and how patient the host is with them; tests choose. */
  readonly launch?: Launch;
  readonly patience?: Partial<Patience>;
  /** For remarks to the person. */
  note(text: string): void;
}

/** Makes sure there is a window to serve; answers what to say when there is none. */
async function prepareWindow({ build = true, note }: ServeOptions): Promise<string> {
  const missing =
    "The console's window is not built. Stop this server, run `npm run build:renderer` and start it again.";
  const why = await whyBuild();
  if (why === null || !build || !canBuild()) return missing;
  note(why === "missing" ? "Building the console …" : "The console changed; building it …");
  const failure = await buildRenderer();
  if (failure === null) return missing;
  note(`The console could not be built.\n${failure}`);
  return `The console could not be built.\n\n${failure}`;
}

/** Shorter ones could be guessed. */
const TOKEN_LENGTH = 16;

/** `MEDALLION_METRICS_TOKEN` lets a program read the measurements. @throws AppError `usage` when it is short. */
function scrapeToken({ MEDALLION_METRICS_TOKEN: token }: NodeJS.ProcessEnv) {
  if (!token) return {};
  if (token.length >= TOKEN_LENGTH) return { scrapeToken: token };
  throw new AppError("usage", "MEDALLION_METRICS_TOKEN is too short.", {
    hint: `Use at least ${TOKEN_LENGTH} characters, e.g. from a password manager.`,
  });
}

/** Hosts a workspace for browsers of this computer until it is closed. */
export async function serve(options: ServeOptions): Promise<WebServer> {
  const said = await prepareWindow(options);
  const directory = resolve(options.directory);
  const launch: Launch = options.launch ?? ((role) => forkEngine(directory, role));
  const engine = superviseEngines(launch, options.patience);
  const host = createHost({ kind: "web", directory, engine });
  const server = await startWebServer({
    router: host.router,
    directory,
    page: { folder: RENDERER_FOLDER, missing: () => said },
    metrics: createMetricsText(
      async () => (await engine.call("workspace", "metrics", {}, undefined)) as readonly Metric[],
    ),
    ...scrapeToken(process.env),
    ...(options.port !== undefined && { port: options.port }),
  }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      await host.close();
    },
  };
}
