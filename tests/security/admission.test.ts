import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Guarded, PAGE, REPORT } from "./guarded.ts";
import { send } from "./raw.ts";

let web: Guarded;
beforeAll(async () => {
  web = await Guarded.open();
});
afterAll(() => web.close());

/** The legitimate request, to show that a refusal is not for some other reason. */
async function control(): Promise<void> {
  const before = web.happened;
  expect(await web.ask("/overview")).toMatchObject({ status: 200, text: PAGE });
  expect(await web.command()).toMatchObject({ status: 200 });
  expect(web.happened).toBe(before + 1);
}

test("our own page gets the page, its files and its calls", control);

describe("another name for this computer", () => {
  test.each([
    ["evil.example", "evil.example"],
    ["evil.example with our port", "evil.example:PORT"],
    ["localhost", "localhost:PORT"],
    ["the address without port", "127.0.0.1"],
    ["the address with another port", "127.0.0.1:1"],
    ["our address as a subdomain", "127.0.0.1:PORT.evil.example"],
    ["nothing", ""],
  ])("Host: %s is refused, whatever else is right", async (_name, host) => {
    const before = web.happened;
    const headers = { host: host.replace("PORT", String(web.port)) };
    for (const answer of [
      await web.ask("/overview", { headers }),
      await web.command(headers),
      await web.bare(`/${web.url.search}`, { headers }),
    ]) {
      expect(answer.status).toBe(421);
      expect(answer.text).not.toContain(PAGE);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
    expect(web.happened).toBe(before);
    await control();
  });

  test("other addresses of this computer are not listened to", async () => {
    const elsewhere = send(web.port, "/", { address: "127.0.0.2" });
    await expect(elsewhere).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
    await control();
  });
});

describe("another page in the same browser", () => {
  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["a page without origin", { origin: "null" }],
    ["another port of this computer", { origin: "http://127.0.0.1:1" }],
    ["localhost", { origin: "http://localhost:PORT" }],
    ["https", { origin: "https://127.0.0.1:PORT" }],
    ["another site that claims to be ours", { origin: "http://evil.example", site: "same-origin" }],
  ])("%s may not ask, with our cookie or without", async (_name, { origin, ...more }) => {
    const before = web.happened;
    const headers = {
      origin: origin.replace("PORT", String(web.port)),
      ...("site" in more && { "sec-fetch-site": more.site }),
    };
    expect((await web.command(headers)).status).toBe(403);
    const page = await web.ask("/overview", { headers });
    expect([page.status, page.text.includes(PAGE)]).toEqual([403, false]);
    expect(web.happened).toBe(before);
    await control();
  });

  test.each(["cross-site", "same-site", "none", undefined])(
    "a command without Origin and with Sec-Fetch-Site %s is refused",
    async (site) => {
      const before = web.happened;
      const answer = await web.bare("/rpc/sources/remove", {
        method: "POST",
        headers: {
          cookie: web.cookie,
          "content-length": "2",
          ...(site && { "sec-fetch-site": site }),
        },
        body: "{}",
      });
      expect(answer.status).toBe(403);
      expect(web.happened).toBe(before);
      await control();
    },
  );

  test("Sec-Fetch-Site: same-origin stands for the origin; an opened address shows the page", async () => {
    const before = web.happened;
    const body = '{"json":{"id":"x"}}';
    const answer = await web.bare("/rpc/sources/remove", {
      method: "POST",
      headers: {
        cookie: web.cookie,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "content-length": String(body.length),
      },
      body,
    });
    expect(answer.status).toBe(200);
    expect(web.happened).toBe(before + 1);
    const opened = { cookie: web.cookie, "sec-fetch-site": "none" };
    expect((await web.bare("/sources", { headers: opened })).text).toBe(PAGE);
    const linked = { cookie: web.cookie, "sec-fetch-site": "cross-site" };
    expect((await web.bare("/sources", { headers: linked })).status).toBe(403);
  });

  test("no answer lets another site read it, asked for beforehand or not", async () => {
    const asked = await web.ask("/rpc/sources/remove", {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    for (const { headers } of [asked, await web.command(), await web.ask("/overview")]) {
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
    expect(asked.status).toBe(403);
  });

  test("a call cannot be made by an address alone", async () => {
    const before = web.happened;
    const answer = await web.ask('/rpc/sources/remove?data={"json":{"id":"x"}}');
    expect(answer.status).toBe(405);
    expect(web.happened).toBe(before);
    await control();
  });
});

const PATHS = [
  "/",
  "/overview",
  "/assets/app.js",
  "/rpc/sources/remove",
  "/rpc/nonsense/at-all",
  "/upload?name=x.csv",
  "/download/report.csv",
  "/nonsense.txt",
];

describe("who was not let in", () => {
  test.each(PATHS)("gets the same 401 from %s, before anybody looks what it is", async (path) => {
    const before = web.happened;
    const { origin } = web;
    const reference = await web.bare("/", { headers: { origin } });
    for (const method of ["GET", "POST"]) {
      for (const cookie of ["", `${web.cookieName}=`, `${web.cookieName}=guessed`, "other=1"]) {
        const answer = await web.bare(path, {
          method,
          headers: { origin, cookie, "content-length": "0" },
        });
        expect([answer.status, answer.text]).toEqual([401, reference.text]);
      }
    }
    expect(reference.text).not.toContain(PAGE);
    expect(web.happened).toBe(before);
    expect((await web.ask("/download/report.csv")).text).toBe(REPORT);
    await control();
  });

  test("a wrong token, or the right one anywhere but at the front door, opens nothing", async () => {
    const { search } = web.url;
    const token = search.slice("?token=".length);
    for (const path of [
      "/?token=",
      "/?token=guessed",
      `/?token=${token}x`,
      `/?token=${token.slice(1)}`,
      `/overview${search}`,
      `/rpc/sources/remove${search}`,
    ]) {
      const answer = await web.bare(path);
      expect([path, answer.status, answer.headers["set-cookie"]]).toEqual([path, 401, undefined]);
    }
    const posted = await web.bare(`/${search}`, {
      method: "POST",
      headers: { "content-length": "0" },
    });
    expect(posted.status).toBe(401);
    const entered = await web.bare(`/${search}`);
    expect(entered).toMatchObject({ status: 303, headers: { location: "/" } });
    expect(entered.headers["set-cookie"]?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(JSON.stringify(entered.headers)).not.toContain(token);
  });
});

test("the cookie of a server on another port opens nothing, under its name or under ours", async () => {
  const other = await Guarded.open();
  const value = other.cookie.split("=")[1];
  for (const cookie of [other.cookie, `${web.cookieName}=${value}`]) {
    expect((await web.command({ cookie })).status).toBe(401);
  }
  expect(other.cookieName).not.toBe(web.cookieName);
  // A browser sends the cookies of all ports to each.
  expect((await web.command({ cookie: `${other.cookie}; ${web.cookie}` })).status).toBe(200);
  expect((await other.command({ cookie: `${other.cookie}; ${web.cookie}` })).status).toBe(200);
  await other.close();
});

test("every answer carries the policy: no foreign code, no frame, no guess at types", async () => {
  const answers = [
    await web.bare("/"),
    await web.bare("/", { headers: { host: "evil.example" } }),
    await web.bare(`/${web.url.search}`),
    await web.ask("/overview"),
    await web.ask("/assets/app.js"),
    await web.ask("/nonsense.js"),
    await web.ask("/download/nothing.csv"),
    await web.command(),
    await web.command({ origin: "https://evil.example" }),
  ];
  for (const { headers } of answers) {
    const policy = String(headers["content-security-policy"]);
    const rules = new Map(
      policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]),
    );
    expect(rules.get("default-src")).toEqual(["'none'"]);
    expect(rules.get("script-src")).toEqual(["'self'"]);
    expect(rules.get("connect-src")).toEqual(["'self'"]);
    expect(rules.get("frame-ancestors")).toEqual(["'none'"]);
    expect(rules.get("base-uri")).toEqual(["'none'"]);
    expect(rules.get("form-action")).toEqual(["'none'"]);
    expect(policy).not.toContain("unsafe-eval");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
  }
});
