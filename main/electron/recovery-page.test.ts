import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RECOVERY_ACTIONS } from "./navigation.ts";
import { crashTrouble, missingTrouble, recoveryPage, startTrouble } from "./recovery-page.ts";

const page = new URL("../../resources/recovery/index.html", import.meta.url);
const template = readFileSync(page, "utf8");

test("what happened is shown as text, whatever it holds", () => {
  const html = recoveryPage(template, {
    message: `<img src=x onerror="alert('1')">`,
    hint: "{{details}} & more",
    details: "</pre><script>alert(2)</script>",
  });
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;");
  expect(html).toContain("{{details}} &amp; more");
  expect(html).toContain("&lt;/pre&gt;&lt;script&gt;");
  expect(html).not.toMatch(/<script|<img src=x/);
});

test("the page has no script, no foreign address, and a link for every action and no other", () => {
  expect(template).not.toMatch(/<script|style=|https?:|\son\w+=/i);
  const links = [...template.matchAll(/href="\/do\/([\w-]+)"/g)].map((match) => match[1]);
  expect(links.toSorted()).toEqual([...RECOVERY_ACTIONS].toSorted());
  for (const name of ["message", "hint", "details"]) expect(template).toContain(`{{${name}}}`);
});

test("an error is told with its cause and without its stack", () => {
  const error = new Error("the port is closed", { cause: new TypeError("no engine") });
  const trouble = startTrouble(error);
  expect(trouble.details).toBe("Error: the port is closed\nTypeError: no engine");
  expect(trouble.details).not.toContain("recovery-page.test");
  expect(startTrouble("odd").details).toBe("odd");
});

test("every trouble says that nothing is lost and what to do", () => {
  for (const trouble of [startTrouble(1), crashTrouble("oom"), missingTrouble("out/renderer")]) {
    expect(trouble.hint).toContain("Your data and published reports are unchanged.");
    expect(`${trouble.message} ${trouble.hint}`).not.toMatch(/!|oops|successfully|error/i);
  }
});
