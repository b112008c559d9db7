import { expect, test } from "vitest";
import type { SecretStore } from "#ports/secrets.ts";
import { environmentName, withEnvironment } from "./environment.ts";

function memory(): SecretStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get: async (name) => kept.get(name) ?? null,
    set: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
  };
}

test("names become variables that every shell takes", () => {
  expect(environmentName("google/marta@shop.example")).toBe(
    "MEDALLION_SECRET_GOOGLE_MARTA_SHOP_EXAMPLE",
  );
});

test("the environment wins and is never written to", async () => {
  const inner = memory();
  const env = { [environmentName("a")]: "from outside" };
  const secrets = withEnvironment(inner, env);
  await secrets.set("a", "from inside");
  await secrets.set("b", "kept");
  expect(await secrets.get("a")).toBe("from outside");
  expect(await secrets.get("b")).toBe("kept");
  expect(await secrets.get("c")).toBeNull();
  expect(env).toEqual({ [environmentName("a")]: "from outside" });
  await secrets.delete("b");
  expect(inner.kept.has("b")).toBe(false);
});
