/** What starting the console touches, so that a test can stand in for it. */
export interface StartWorld {
  /** The folder that was named, or the demo when there is one; null leaves the choice to the desktop. */
  readonly workspace: string | null;
  /** Where the browser's console works when nothing was named. */
  readonly fallback: string;
  electron(): string | null;
  /** Lets Electron's own package fetch its program; whether it worked. */
  download(): Promise<boolean>;
  /** Builds the desktop program when a source is newer; whether there is one to start. */
  build(): Promise<boolean>;
  /** @returns the exit code of the program, once it has ended */
  runElectron(program: string, workspace: string | null): Promise<number>;
  /** Serves the console to the browser and opens it. @returns the exit code, once it was stopped */
  serve(directory: string): Promise<number>;
  say(text: string): void;
}

const NO_PROGRAM =
  "The desktop window needs Electron, which is not on this computer and could not be downloaded. " +
  "The console opens in your browser instead; it can do the same.";
const NO_BUILD =
  "The desktop window could not be built. The console opens in your browser instead; it can do the same.";

/** `npm start`: the desktop window, and where that cannot be, the same console in the browser. */
export async function startConsole(world: StartWorld): Promise<number> {
  let program = world.electron();
  if (program === null && (await world.download())) program = world.electron();
  if (program === null) return await inBrowser(world, NO_PROGRAM);
  if (!(await world.build())) return await inBrowser(world, NO_BUILD);
  return await world.runElectron(program, world.workspace);
}

async function inBrowser(world: StartWorld, why: string): Promise<number> {
  world.say(why);
  return await world.serve(world.workspace ?? world.fallback);
}

/** The address of the console in a line of `serve`, if it is the line with it. */
export function consoleAddress(text: string): string | null {
  return /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(text)?.[0] ?? null;
}

/** How a system is asked to open an address in its browser. */
export function browserCommand(
  platform: string,
  address: string,
): readonly [program: string, words: readonly string[]] {
  if (platform === "darwin") return ["open", [address]];
  // Not `start`, which would read the address as a command line.
  if (platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", address]];
  return ["xdg-open", [address]];
}
