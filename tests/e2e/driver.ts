import type { Page } from "playwright-core";

export type Scheme = "light" | "dark";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface OpenOptions {
  readonly scheme?: Scheme;
  /** Default 1280×800. */
  readonly size?: Size;
  readonly language?: "en" | "de";
  /** Where the window begins; default the overview. */
  readonly path?: string;
}

/** A console on a workspace, and what a test may do to its processes. */
export interface OpenConsole {
  /** The first window. It fails the test's `close` when it reported an error nobody expected. */
  readonly page: Page;
  /** One more window on the same host, in a session that is let in already. */
  window(path?: string): Promise<Page>;
  /** Goes to a screen as a link would: `/quality?table=orders`. */
  visit(path: string, page?: Page): Promise<void>;
  /** Kills the engine that answers queries (`reads`) or the one that runs jobs (`runs`). */
  killEngine(role?: "reads" | "runs"): Promise<void>;
  /** Kills the host itself, as a crash would. */
  killHost(): Promise<void>;
  /** Errors the windows reported since they opened, apart from failed requests. */
  errors(): readonly string[];
  close(): Promise<void>;
}

/** One kind of host, so every test can be run on each. */
export interface Driver {
  readonly name: "web" | "electron";
  /** Null when it can be used here, else why not. */
  missing(): string | null;
  open(workspace: string, options?: OpenOptions): Promise<OpenConsole>;
}

export const STANDARD_SIZE: Size = { width: 1280, height: 800 };
