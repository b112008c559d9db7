import { EventEmitter } from "node:events";
import type { App, Session, WebContents } from "electron";
import { beforeEach, expect, test } from "vitest";
import { guardPages, guardSession } from "./guard.ts";

/** Handlers that were set, and events, of a stand-in for Electron's objects. */
class StandIn extends EventEmitter {
  readonly set: Record<string, (...words: never[]) => unknown> = {};
  address = "app://medallion/overview";
  getURL = () => this.address;
  setPermissionRequestHandler = this.#setter("request");
  setPermissionCheckHandler = this.#setter("check");
  setDevicePermissionHandler = this.#setter("device");
  setWindowOpenHandler = this.#setter("open");

  #setter(name: string) {
    return (handler: (...words: never[]) => unknown) => {
      this.set[name] = handler;
    };
  }
}

let told: string[] = [];
let page = new StandIn();
beforeEach(() => {
  told = [];
  page = new StandIn();
  const app = new EventEmitter();
  guardPages(app as unknown as App, {
    leave: (_page: WebContents, address) => told.push(`leave ${address}`),
    recover: (action) => told.push(`recover ${action}`),
  });
  app.emit("web-contents-created", {}, page);
});

/** Whether an event of the page was prevented. */
function prevented(name: string, url: string, isMainFrame = true): boolean {
  let stopped = false;
  page.emit(name, { url, isMainFrame, preventDefault: () => (stopped = true) });
  return stopped;
}

test("a page moves within the console", () => {
  expect(prevented("will-navigate", "app://medallion/reports")).toBe(false);
  expect(prevented("will-redirect", "app://medallion/reports")).toBe(false);
  expect(told).toEqual([]);
});

test("a link that leads away is stopped and handed on; a redirect is only stopped", () => {
  const cell = "https://docs.google.com/spreadsheets/d/1/edit";
  expect(prevented("will-navigate", cell)).toBe(true);
  expect(prevented("will-redirect", "https://evil.example/?next=app://medallion/")).toBe(true);
  expect(told).toEqual([`leave ${cell}`]);
});

test("frames and webviews inside the page are stopped", () => {
  expect(prevented("will-frame-navigate", "app://medallion/", false)).toBe(true);
  expect(prevented("will-attach-webview", "app://medallion/")).toBe(true);
});

test("no page opens a window", () => {
  expect(page.set.open!({ url: "app://medallion/" } as never)).toEqual({ action: "deny" });
  expect(told).toEqual(["leave app://medallion/"]);
});

test("the recovery page's links act", () => {
  page.address = "app://recovery/";
  expect(prevented("will-navigate", "app://recovery/do/logs")).toBe(true);
  expect(told).toEqual(["recover logs"]);
});

test("the session grants what is named, to requests and checks alike, and saves our files only", () => {
  const session = new StandIn();
  guardSession(session as unknown as Session);
  const asked = (permission: string, requestingUrl: string): boolean => {
    let granted = false;
    const answer = (yes: boolean) => (granted = yes);
    session.set.request!(
      ...([page, permission, answer, { requestingUrl, isMainFrame: true }] as never[]),
    );
    const details = { isMainFrame: true };
    const check = session.set.check!(...([page, permission, requestingUrl, details] as never[]));
    expect(check).toBe(granted);
    return granted;
  };
  expect(asked("clipboard-sanitized-write", "app://medallion/")).toBe(true);
  expect(asked("media", "app://medallion/")).toBe(false);
  expect(asked("clipboard-sanitized-write", "https://evil.example/")).toBe(false);
  expect(session.set.device!()).toBe(false);
  const saves = (address: string): boolean => {
    let saved = true;
    const event = { preventDefault: () => (saved = false) };
    session.emit("will-download", event, { getURL: () => address });
    return saved;
  };
  expect(saves("app://medallion/download/orders.csv")).toBe(true);
  expect(saves("https://evil.example/setup.exe")).toBe(false);
});
