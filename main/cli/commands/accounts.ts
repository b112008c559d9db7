import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { ListedAccount } from "#contract/accounts.ts";
import { AppError } from "#domain/errors.ts";
import { type CommandLine, onWorkspace } from "../command-line.ts";
import { table } from "../text.ts";

type Run = CommandLine["run"];
interface Plain {
  json?: boolean;
}

function addSignIn(parent: Command, run: Run): void {
  onWorkspace(parent, "sign-in", "let a person's Google account read sheets").action(
    (directory: string, options: Plain) =>
      run(directory, options, async ({ client, out, host }) => {
        const events = await (await client()).accounts.signIn({}, host);
        let step = await events.next();
        for (; !step.done; step = await events.next()) {
          const { note } = step.value;
          if (note !== undefined) host.err(`Open this address in your browser:\n${note}\n`);
        }
        const account = step.value;
        out.result(
          account,
          () => `Signed in as ${account.name}. Use it with --account ${account.name}.`,
        );
      }),
  );
}

function addKeyFile(parent: Command, run: Run): void {
  onWorkspace(parent, "add-key-file", "let a service account read sheets")
    .argument("<file>", "the JSON key file Google gave you; it can be deleted afterwards")
    .action((directory: string, file: string, options: Plain) =>
      run(directory, options, async ({ client, out, host }) => {
        const key_file = await readFile(host.path(file), "utf8").catch((cause: unknown) => {
          throw new AppError("not_found", `There is no key file ${file}.`, {
            hint: "Check the path.",
            cause,
          });
        });
        const account = await (await client()).accounts.addKeyFile({ key_file }, host);
        out.result(account, () => `Share your sheets as Viewer with ${account.name}.`);
      }),
    );
}

function addList(parent: Command, run: Run): void {
  onWorkspace(parent, "list", "who may read sheets").action((directory: string, options: Plain) =>
    run(directory, options, async ({ client, out, host }) => {
      const accounts = await (await client()).accounts.list({}, host);
      out.result(accounts, () =>
        accounts.length === 0
          ? "No account is set up. Sheets that anyone with the link may see need none."
          : table(
              [{ title: "Name" }, { title: "Kind" }, { title: "Sign-in ends" }],
              accounts.map(({ name, kind, access_until }) => [
                name,
                kind.replaceAll("_", " "),
                access_until ?? "—",
              ]),
            ) + accounts.map(noticeText).join(""),
      );
    }),
  );
}

/** What to do about a sign-in that ends by itself, on a line of its own. */
const noticeText = ({ notice }: ListedAccount): string =>
  notice === null ? "" : `\n▲ ${notice.text} ${notice.action}`;

function addRemove(parent: Command, run: Run): void {
  onWorkspace(parent, "remove", "forget an account and its secret")
    .argument("<name>", "a name that `account list` prints")
    .action((directory: string, name: string, options: Plain) =>
      run(directory, options, async ({ client, out, host }) => {
        const removed = await (await client()).accounts.remove({ name }, host);
        out.result(removed, () =>
          removed.sources.length === 0
            ? `${name} is forgotten.`
            : `${name} is forgotten. ${removed.sources.join(", ")} cannot be read until another account is chosen.`,
        );
      }),
    );
}

export function addAccounts({ program, run }: CommandLine): void {
  const parent = program.command("account").description("who reads Google Sheets");
  for (const add of [addSignIn, addKeyFile, addList, addRemove]) add(parent, run);
}
