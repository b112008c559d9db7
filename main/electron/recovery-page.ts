/** What the person is told when the console cannot be shown. */
export interface Trouble {
  readonly message: string;
  readonly hint: string;
  /** For whoever helps: names of files, the program's own words. */
  readonly details: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}

/** Fills the page's `{{message}}`, `{{hint}}` and `{{details}}`; whatever they hold is shown as text. */
export function recoveryPage(template: string, trouble: Trouble): string {
  return template.replace(/\{\{(message|hint|details)\}\}/g, (_whole, name: keyof Trouble) =>
    escaped(trouble[name]),
  );
}

/** Where the program's own words go: an error as a few lines, without the stack. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\n${words(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}

const UNHARMED = "Your data and published reports are unchanged.";

/** The console could not be started at all. */
export function startTrouble(error: unknown): Trouble {
  return {
    message: "The console could not be started.",
    hint: `${UNHARMED} Try again; if it stays like this, choose another folder or look at the logs.`,
    details: words(error),
  };
}

/** The window's page stopped again and again. */
export function crashTrouble(reason: string): Trouble {
  return {
    message: "The console stopped several times within a minute.",
    hint: `${UNHARMED} What was running goes on. Try again; if it stays like this, look at the logs.`,
    details: `page process: ${reason}`,
  };
}

/** The built window is not where it should be. */
export function missingTrouble(folder: string): Trouble {
  return {
    message: "Files of the console are missing.",
    hint: `${UNHARMED} Install Medallion again; in a checkout, build it with npm run build.`,
    details: folder,
  };
}
