import { EventEmitter } from "node:events";
import type { UtilityProcess } from "electron";
import { expect, test, vi } from "vitest";
import { asEngineProcess, engineEnvironment } from "./engine-launch.ts";

// Electron's own module answers with the path of its program outside of Electron, and may not be there.
vi.mock("electron", () => ({ utilityProcess: {} }));

class Child extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly sent: unknown[] = [];
  asked = 0;
  pid: number | undefined;
  postMessage = (message: unknown) => this.sent.push(message);
  kill = () => (this.asked += 1);
}
const engineOf = (child: Child) => asEngineProcess(child as unknown as UtilityProcess);

test("messages go both ways, and the exit tells the end of what was printed", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const child = new Child();
  const engine = engineOf(child);
  const heard: unknown[] = [];
  engine.onMessage((message) => heard.push(message));
  engine.onExit((said) => heard.push(`gone: ${said}`));
  engine.send({ type: "close" });
  child.emit("message", { type: "ready" });
  child.stderr.emit("data", Buffer.from("x".repeat(3000)));
  child.stderr.emit("data", Buffer.from(" last words"));
  child.emit("exit", 1);
  child.emit("exit", 1);
  write.mockRestore();
  expect(child.sent).toEqual([{ type: "close" }]);
  expect(heard).toEqual([{ type: "ready" }, `gone: ${"x".repeat(1989)} last words`]);
});

test("an engine that breaks takes nobody with it, and what it broke on is told", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const child = new Child();
  const said: string[] = [];
  engineOf(child).onExit((text) => said.push(text));
  child.emit("error", "FatalError", "v8::Isolate", "{}");
  child.emit("exit", 133);
  write.mockRestore();
  expect(said).toEqual(["FatalError at v8::Isolate\n"]);
});

test("killing does not ask, and a process that is gone already is no error", () => {
  const kill = vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error("no such process"), { code: "ESRCH" });
  });
  const child = new Child();
  child.pid = 4711;
  engineOf(child).kill();
  expect(kill).toHaveBeenCalledWith(4711, "SIGKILL");
  expect(child.asked).toBe(0);
  kill.mockRestore();
});

test("a process that is still starting is asked to end", () => {
  const child = new Child();
  engineOf(child).kill();
  expect(child.asked).toBe(1);
});

test("an engine gets the environment without what would make it something else", () => {
  expect(
    engineEnvironment({
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy.example",
      NODE_OPTIONS: "--require ./evil.js",
      NODE_PATH: "/evil",
      ELECTRON_RUN_AS_NODE: "1",
      EMPTY: undefined,
    }),
  ).toEqual({ PATH: "/bin", HTTPS_PROXY: "http://proxy.example" });
});
