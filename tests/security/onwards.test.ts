import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Guarded, PAGE } from "./guarded.ts";

const TOKEN = "a-token-of-some-length";
let web: Guarded;
beforeAll(async () => {
  web = await Guarded.open({ metrics: async () => "medallion_up 1\n", scrapeToken: TOKEN });
});
afterAll(() => web.close());

const onwards = (to: string) => web.bare(`/open?to=${encodeURIComponent(to)}`);
const goal = (text: string): string | undefined => /url=([^"]*)"/.exec(text)?.[1];

describe("a link from a mail", () => {
  test.each(["/quality", "/quality/checks/unique%20id?row=3", "/explore/gold.fact_sales"])(
    "leads to %s, without the cookie and without letting anybody in",
    async (screen) => {
      const answer = await onwards(screen);
      expect(answer.status).toBe(200);
      expect(goal(answer.text)).toBe(screen);
      expect(answer.text).not.toContain(PAGE);
      expect(answer.headers["set-cookie"]).toBeUndefined();
      // The screen itself still asks for the cookie.
      expect((await web.bare(screen)).status).toBe(401);
      expect(await web.ask(screen)).toMatchObject({ status: 200, text: PAGE });
    },
  );

  test.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    '/x"><script>alert(1)</script>',
    "/x;url=https://evil.example",
    "/a b",
    "",
    `/${"x".repeat(400)}`,
  ])("never leads to %j", async (to) => {
    expect(goal((await onwards(to)).text)).toBe("/");
  });

  test("under another name of this computer it answers like everything else", async () => {
    const answer = await web.bare("/open?to=/quality", { headers: { host: "evil.example" } });
    expect(answer.status).toBe(421);
  });
});

describe("measurements", () => {
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  test("are for the cookie or the token, and the token is for nothing else", async () => {
    expect(await web.ask("/metrics")).toMatchObject({ status: 200, text: "medallion_up 1\n" });
    expect(await web.bare("/metrics", bearer(TOKEN))).toMatchObject({ status: 200 });
    for (const wrong of ["", "x", `${TOKEN}x`, TOKEN.slice(1)]) {
      expect((await web.bare("/metrics", bearer(wrong))).status).toBe(401);
    }
    expect((await web.bare("/metrics")).status).toBe(401);
    for (const path of ["/overview", "/download/report.csv", "/metrics/", "/metrics/../overview"]) {
      expect((await web.bare(path, bearer(TOKEN))).status).toBe(401);
    }
    const before = web.happened;
    const command = { method: "POST", ...bearer(TOKEN) };
    expect((await web.bare("/rpc/sources/remove", command)).status).toBe(401);
    expect((await web.bare("/metrics", command)).status).toBe(401);
    expect(web.happened).toBe(before);
  });
});
