import type { Command } from "commander";
import { AppError, ERROR_EXIT_CODES } from "#domain/errors.ts";
import { type CommandLine, onWorkspace } from "../command-line.ts";
import { EXIT_OK } from "../output.ts";
import {
  type RemoteFlags,
  rememberedOrigin,
  remoteSaid,
  withRemoteFlags,
} from "../remote-flags.ts";

type Run = CommandLine["run"];
type Flags = RemoteFlags & { json?: boolean };

const nothingNamed = (): AppError =>
  new AppError("usage", "It is not said which connection is meant.", {
    hint: "Name it as `source add` does, e.g. --postgres postgres://user@host/database --table orders.",
  });

function addTest(parent: Command, run: Run): void {
  withRemoteFlags(
    onWorkspace(parent, "test", "can it be reached and read; writes nothing into the workspace"),
  ).action((directory: string, flags: Flags) =>
    run(directory, flags, async ({ client, out, host }) => {
      const origin = await rememberedOrigin(flags, client, host);
      if (!origin) throw nothingNamed();
      const tested = await (await client()).connections.test({ origin }, host);
      out.result(tested, () =>
        [`${tested.reachable ? "✓" : "✕"} ${tested.text}`, tested.action ?? ""].join("\n").trim(),
      );
      return tested.reachable ? EXIT_OK : ERROR_EXIT_CODES.upstream;
    }),
  );
}

function addSetPassword(parent: Command, run: Run): void {
  withRemoteFlags(
    onWorkspace(parent, "set-password", "keep a password or token in this computer's keychain"),
  ).action((directory: string, flags: Flags) =>
    run(directory, flags, async ({ client, out, host }) => {
      const said = await remoteSaid(flags, host);
      if (!said) throw nothingNamed();
      if (!said.secret) {
        throw new AppError("usage", "There is no password to keep.", {
          hint: "Name a file that holds it with --password-file.",
        });
      }
      const { origin, secret } = said;
      const kept = await (await client()).connections.remember({ origin, secret }, host);
      out.result(kept, () => `Kept for ${kept.name}. The file can be deleted now.`);
    }),
  );
}

function addForget(parent: Command, run: Run): void {
  withRemoteFlags(onWorkspace(parent, "forget", "forget a password or token")).action(
    (directory: string, flags: Flags) =>
      run(directory, flags, async ({ client, out, host }) => {
        const said = await remoteSaid(flags, host);
        if (!said) throw nothingNamed();
        const { origin } = said;
        const forgotten = await (await client()).connections.forget({ origin }, host);
        out.result(forgotten, () => `Forgot the secret of ${forgotten.name}.`);
      }),
  );
}

export function addConnections({ program, run }: CommandLine): void {
  const parent = program.command("connection").description("how sources elsewhere are reached");
  for (const add of [addTest, addSetPassword, addForget]) add(parent, run);
}
