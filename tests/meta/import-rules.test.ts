import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { expect, test } from "vitest";
import { TOP } from "./sources.ts";

const loaded: unknown = await import(pathToFileURL(join(TOP, ".dependency-cruiser.js")).href);
const config = (loaded as { default: IConfiguration }).default;
const FIXTURES = join(import.meta.dirname, "fixtures/imports");
const rules = (config.forbidden ?? []).map((rule) => rule.name ?? "");

/** Names of the rules that the files under a folder break. */
async function brokenRules(folder: string): Promise<string[]> {
  const { parser, doNotFollow, enhancedResolveOptions } = config.options ?? {};
  const cruised = await cruise(["."], {
    ...(parser && { parser }),
    ...(doNotFollow && { doNotFollow }),
    ...(enhancedResolveOptions && { enhancedResolveOptions }),
    ruleSet: { forbidden: config.forbidden ?? [] },
    validate: true,
    baseDir: folder,
  });
  const { summary } = cruised.output as ICruiseResult;
  return summary.violations.map((violation) => violation.rule.name);
}

test("every import rule has a fixture and every fixture a rule", async () => {
  expect((await readdir(FIXTURES)).toSorted()).toEqual(rules.toSorted());
});

test.each(rules)("%s is reported when broken", async (rule) => {
  expect(await brokenRules(join(FIXTURES, rule))).toContain(rule);
});
