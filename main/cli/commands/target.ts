import type { Command } from "commander";
import type { z } from "zod";
import type { snowflakeTarget, targetState } from "#contract/target.ts";
import { AppError, ERROR_EXIT_CODES } from "#domain/errors.ts";
import { type CommandLine, given, onWorkspace, positiveNumber } from "../command-line.ts";
import { secretFile } from "../remote-flags.ts";
import { type StageFlags, stageSaid, withStageFlags } from "../stage-flags.ts";
import { addVersions } from "./target-versions.ts";

type Run = CommandLine["run"];
type Target = z.input<typeof snowflakeTarget>;
type State = z.output<typeof targetState>;

interface SetOptions extends StageFlags {
  price?: number;
  currency?: string;
  json?: boolean;
  account: string;
  user: string;
  role: string;
  warehouse: string;
  database: string;
  keyFile?: string;
  signIn?: string;
  cap?: number;
  size?: string;
}

function signInOf({ keyFile, signIn }: SetOptions): Target["sign_in"] {
  if (keyFile !== undefined) return { kind: "key_pair", key_file: keyFile };
  if (signIn === "token" || signIn === "oauth" || signIn === "browser") return { kind: signIn };
  throw new AppError("usage", "Say how to sign in.", {
    hint: "Give --key-file, or --sign-in token, oauth or browser.",
  });
}

function stateText({ snowflake, has_secret }: State): string {
  if (!snowflake) return "No target is set: everything stays on this computer.";
  const secret = has_secret ? "its secret is on this computer" : "no secret is on this computer";
  return `Snowflake ${snowflake.account}, database ${snowflake.database}, as ${snowflake.user} (${snowflake.sign_in.kind.replaceAll("_", " ")}; ${secret}).`;
}

function addSet(parent: Command, run: Run): void {
  withStageFlags(onWorkspace(parent, "snowflake", "say where the warehouse is on Snowflake"))
    .requiredOption("--account <name>", "the part of its address before .snowflakecomputing.com")
    .requiredOption("--user <name>", "the user that loads")
    .option("--role <name>", "its role", "MEDALLION_LOADER")
    .option("--warehouse <name>", "what it runs on", "MEDALLION_LOADING")
    .option("--database <name>", "the published database; ours begin with its name", "MEDALLION")
    .option("--key-file <file>", "private key in PEM form; its passphrase goes to `target secret`")
    .option("--sign-in <how>", "token, oauth or browser, where there is no key")
    .option("--cap <credits>", "a run estimated above this sends nothing", positiveNumber)
    .option("--price <amount>", "what a credit costs, to see money beside credits", positiveNumber)
    .option("--currency <code>", "currency of --price", "USD")
    .option("--size <size>", "size of the warehouse, e.g. X-Small")
    .action((directory: string, options: SetOptions) =>
      run(directory, options, async ({ client, out, host }) => {
        const { account, user, role, warehouse, database } = options;
        const keyFile = options.keyFile === undefined ? undefined : host.path(options.keyFile);
        const sign_in = signInOf({ ...options, ...given({ keyFile }) });
        const { price, currency = "USD" } = options;
        const credit_price = price === undefined ? undefined : { amount: price, currency };
        const rest = given({
          credit_cap: options.cap,
          warehouse_size: options.size,
          credit_price,
        });
        const stage = stageSaid(options);
        const input = { account, user, role, warehouse, database, sign_in, ...rest, ...stage };
        const state = await (await client()).target.set(input, host);
        out.result(state, () => stateText(state));
      }),
    );
}

function addSecret(parent: Command, run: Run): void {
  onWorkspace(parent, "secret", "keep the passphrase or token in this computer's key store")
    .argument("<file>", "a file that holds it; delete it afterwards")
    .action((directory: string, file: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const secret = (await secretFile(file, host)) ?? "";
        const state = await (await client()).target.secret({ secret }, host);
        out.result(state, () => stateText(state));
      }),
    );
}

function addEnds(parent: Command, run: Run): void {
  const add = (name: "forget" | "leave", does: string): void =>
    void onWorkspace(parent, name, does).action((directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const state = await (await client()).target[name]({}, host);
        out.result(state, () => stateText(state));
      }),
    );
  add("forget", "take its key, passphrase and tokens from this computer's key store");
  add("leave", "work on this computer only, and forget; what is on Snowflake stays there");
}

function addLooks(parent: Command, run: Run): void {
  onWorkspace(parent, "show", "what is set").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const state = await (await client()).target.show({}, host);
        out.result(state, () => stateText(state));
      }),
  );
  onWorkspace(parent, "test", "sign in, without starting a warehouse").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const tested = await (await client()).target.test({}, host);
        out.result(tested, () =>
          tested.ok
            ? `${tested.text} Databases of ours: ${tested.databases.join(", ") || "none yet"}.`
            : [tested.text, tested.action ?? ""].join(" ").trim(),
        );
        return tested.ok ? 0 : ERROR_EXIT_CODES.upstream;
      }),
  );
  onWorkspace(parent, "script", "what an administrator of the account runs once").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const script = await (await client()).target.script({}, host);
        out.result(script, () => script.sql);
      }),
  );
}

export function addTarget({ program, run }: CommandLine): void {
  const parent = program
    .command("target")
    .description("a warehouse on Snowflake beside this computer's");
  for (const add of [addSet, addSecret, addEnds, addLooks, addVersions]) add(parent, run);
}
