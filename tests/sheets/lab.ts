import { type App, createApp } from "#main/shared/wiring.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { fastTiming, trustTestGoogle } from "./timing.ts";

/** An empty workspace in this process that reads the test Google with an API key. */
export interface SheetLab {
  readonly google: TestGoogle;
  readonly app: App;
  close(): Promise<void>;
}

export async function openSheetLab(): Promise<SheetLab> {
  const google = await startTestGoogle();
  google.world.accounts.apiKeys.add("key");
  const release = trustTestGoogle(google);
  process.env["MEDALLION_GOOGLE_API_KEY"] = "key";
  const folder = await temporaryFolder();
  const app = await createApp(folder.path, { timing: fastTiming() });
  await app.client.workspace.init({ time_zone: "UTC", currency: "EUR" });
  return {
    google,
    app,
    close: async () => {
      await app.close();
      release();
      delete process.env["MEDALLION_GOOGLE_API_KEY"];
      await google.close();
      await folder.remove();
    },
  };
}
