import { BrowserWindow, dialog, shell, type MessageBoxOptions, type WebContents } from "electron";
import { externalVerdict } from "./external-address.ts";
import { parsed } from "./origins.ts";
import { pickOptions } from "./pick-options.ts";

/** Asks with two or more buttons; the first is the safe one. @returns the number of the chosen one */
async function ask(page: WebContents | null, question: MessageBoxOptions): Promise<number> {
  const options: MessageBoxOptions = { type: "question", defaultId: 0, cancelId: 0, ...question };
  const window = page && BrowserWindow.fromWebContents(page);
  const answer = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options);
  return answer.response;
}

/** The dialog for a file or a folder. */
export async function pick(page: WebContents | null, asked: unknown): Promise<string | null> {
  const options = pickOptions(asked);
  const window = page && BrowserWindow.fromWebContents(page);
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** The one place that opens the browser. */
export async function openExternal(page: WebContents, address: string): Promise<boolean> {
  const verdict = externalVerdict(address);
  if (verdict === "refuse") return false;
  if (verdict === "ask") {
    const answer = await ask(page, {
      message: `Open ${parsed(address)?.hostname ?? address} in your browser?`,
      detail: `The link leads to ${address.slice(0, 300)}`,
      buttons: ["Stay here", "Open"],
    });
    if (answer !== 1) return false;
  }
  await shell.openExternal(address);
  return true;
}

/** Whether running jobs may be stopped for what the person wants. */
export async function mayStopJobs(doing: string): Promise<boolean> {
  const answer = await ask(null, {
    message: "A run is in progress.",
    detail: "Published reports and earlier data stay as they are. The run can be started again.",
    buttons: ["Let it finish", doing],
  });
  return answer === 1;
}
