/**
 * What the desktop window finds at `window.medallion`: the way to its host and three calls of the shell.
 * A browser window has none of it. The preload of the desktop host makes it; nothing else crosses over.
 */
export interface DesktopBridge {
  /**
   * Asks the host for a message port. A port cannot cross the bridge as a value, so it arrives as a
   * `message` event of the window itself: `event.source` is `window`, `data` equals `{ medallion: nonce }`
   * and the port is `ports[0]`, yet to be started. Listen first, and trust no other event.
   */
  connect(nonce?: string): void;
  /** Lets the person choose a file or a folder. @returns its absolute path, or null when nothing was chosen */
  pickFile(wanted?: PickRequest): Promise<string | null>;
  /** Opens a web address in the person's browser. @returns false when it was not opened */
  openExternal(address: string): Promise<boolean>;
  /** Where a file dropped on the window is. `file` is a `File`. @returns "" for a file that is not on disk */
  pathOf(file: unknown): string;
}

export interface PickRequest {
  /** A folder instead of a file. */
  readonly folder?: boolean;
  /** Title of the dialog. */
  readonly title?: string;
  /** Endings without the dot, e.g. `csv`; none shows every file. */
  readonly endings?: readonly string[];
}
