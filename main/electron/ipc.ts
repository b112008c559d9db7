/** The only file that hears windows. Every message passes the same question: who says so? */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from "electron";
import { CHANNELS } from "./channels.ts";
import { trusted } from "./sender.ts";

export interface Calls {
  connect(page: WebContents, nonce: string): void;
  pickFile(page: WebContents, asked: unknown): Promise<string | null>;
  openExternal(page: WebContents, address: string): Promise<boolean>;
}

/** @param pages numbers of the pages that this host opened, as they come and go */
export function listen(pages: ReadonlySet<number>, calls: Calls): void {
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const frame = senderFrame && { address: senderFrame.url, top: senderFrame.parent === null };
    return trusted({ page: sender.id, frame }, pages);
  };
  const answer = (
    channel: string,
    call: (page: WebContents, asked: unknown) => Promise<unknown>,
  ): void => {
    ipcMain.handle(channel, async (event, asked: unknown) => {
      if (!isOurs(event)) throw new Error("This window may not ask that.");
      return await call(event.sender, asked);
    });
  };
  ipcMain.on(CHANNELS.connect, (event, nonce: unknown) => {
    if (isOurs(event)) calls.connect(event.sender, String(nonce).slice(0, 100));
  });
  answer(CHANNELS.pickFile, (page, asked) => calls.pickFile(page, asked));
  answer(CHANNELS.openExternal, (page, address) => calls.openExternal(page, String(address)));
}
