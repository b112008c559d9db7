import { app, shell } from "electron";
import { join } from "node:path";
import type { ConsoleHost } from "#main/shared/host.ts";
import { afterLastWindow } from "./crash-policy.ts";
import { mayStopJobs, pick } from "./dialogs.ts";
import type { MenuAction } from "./menu-list.ts";
import type { RecoveryAction } from "./navigation.ts";
import type { Windows } from "./windows.ts";
import { withWorkspace } from "./workspace-choice.ts";

export interface Running {
  readonly windows: Windows;
  readonly workspace: string;
  /** Null when it could not be started. */
  host(): ConsoleHost | null;
}

/** What the person can ask of the program itself, from the menu, the tray or the recovery page. */
export class Program {
  readonly #running: Running;
  #leaving = false;

  constructor(running: Running) {
    this.#running = running;
  }

  jobsRunning(): boolean {
    const jobs = this.#running.host()?.state().jobs ?? [];
    return jobs.some(({ finished_at }) => finished_at === null);
  }

  /** The last window closed, or a job ended without one. */
  nobodyLooks(): void {
    if (afterLastWindow(process.platform, this.jobsRunning()) === "quit") app.quit();
  }

  act(action: MenuAction): void {
    const { windows } = this.#running;
    switch (action.kind) {
      case "show":
        windows.show(action.path);
        break;
      case "new-window":
        windows.open();
        break;
      case "start":
        windows.show("/pipeline");
        // What is wrong with it is told by the job itself, on the screen just opened.
        void this.#running.host()?.start(action.job, {}).catch(console.warn);
        break;
      case "stop-jobs":
        this.#stopJobs();
        break;
      case "open-folder":
        void this.otherFolder();
        break;
      case "show-logs":
        void this.#showLogs();
        break;
      case "quit":
        app.quit();
        break;
    }
  }

  recover(action: RecoveryAction): void {
    if (action === "quit") app.quit();
    else if (action === "logs") void this.#showLogs();
    else if (action === "other-folder") void this.otherFolder();
    else if (this.jobsRunning()) this.#running.windows.recovered();
    else void this.startAgain(this.#running.workspace);
  }

  async otherFolder(): Promise<void> {
    const folder = await pick(null, { folder: true, title: "Choose the folder of a workspace" });
    if (folder !== null) await this.startAgain(folder);
  }

  /** A workspace is opened by a program of its own: everything of the old one is let go with its process. */
  async startAgain(folder: string): Promise<void> {
    if (!(await this.#mayLeave("Stop it and open the folder"))) return;
    // An AppImage is unpacked for one run only: what is started again is the image.
    const image = process.env.APPIMAGE;
    const args = [...withWorkspace(process.argv.slice(1), folder)];
    app.relaunch({ args, ...(image !== undefined && { execPath: image }) });
    await this.#leave();
  }

  /** `before-quit`: jobs are asked about once, and the engine closes in good order before the end. */
  beforeQuit(event: { preventDefault(): void }): void {
    if (this.#leaving) return;
    event.preventDefault();
    void this.#mayLeave("Stop it and quit").then((may) => (may ? this.#leave() : undefined));
  }

  async #mayLeave(doing: string): Promise<boolean> {
    return !this.jobsRunning() || (await mayStopJobs(doing));
  }

  async #leave(): Promise<void> {
    this.#leaving = true;
    await this.#running.host()?.close();
    app.exit(0);
  }

  #stopJobs(): void {
    const host = this.#running.host();
    for (const { job_id, finished_at } of host?.state().jobs ?? []) {
      if (finished_at === null) host?.stop(job_id);
    }
  }

  async #showLogs(): Promise<void> {
    const said = await shell.openPath(join(this.#running.workspace, "logs"));
    if (said !== "") await shell.openPath(app.getPath("userData"));
  }
}
