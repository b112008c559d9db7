import { readFileSync } from "node:fs";
import { type CheckResult, CheckStatus } from "@stryker-mutator/api/check";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { Mutant } from "@stryker-mutator/api/core";
import { mutantKey } from "./mutant-key.ts";

/** Lets the drawn mutants through and leaves the others out of the run and of the score. */
class SampleChecker {
  #drawn: ReadonlySet<string> = new Set();

  async init(): Promise<void> {
    const list = process.env["MEDALLION_MUTANTS"] ?? "";
    this.#drawn = new Set(JSON.parse(readFileSync(list, "utf8")) as string[]);
  }

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    const verdict = (mutant: Mutant): CheckResult =>
      this.#drawn.has(mutantKey(mutant))
        ? { status: CheckStatus.Passed }
        : { status: CheckStatus.CompileError, reason: "not drawn" };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, verdict(mutant)]));
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "sample", SampleChecker)];
