import { MessageChannel } from "node:worker_threads";
import { os } from "@orpc/server";
import { expect, test } from "vitest";
import { errorValue } from "#contract/errors.ts";
import { frameId, isCall } from "./frames.ts";
import { connectPort, serveOnPort } from "./port.ts";

test.each([
  ['{"i":"1","p":{"u":"/sources/list","b":{}}}', true],
  ['{"i":"1","t":4}', true],
  ['{"i":"1","t":3,"p":{}}', false],
  ['{"i":"1","p":{"u":"http://evil.example/"}}', false],
  ['{"i":"1","p":{"u":7}}', false],
  ['{"i":"1"}', false],
  ['{"i":7,"p":{"u":"/a"}}', false],
  ['{"i":"1","p":{"u":"/a","h":"x"}}', false],
  ['{"p":{"u":"/a"}}', false],
  ['{"i":"1","p":{"u":"/a"', false],
  ["hello", false],
  ["", false],
])("%s is a call: %s", (frame, is) => expect(isCall(frame)).toBe(is));

test("the number of a call is found in a frame too large to be read", () => {
  expect(frameId(`{"i":"2s","p":{"u":"/a","b":"${"x".repeat(1000)}`)).toBe("2s");
  expect(frameId(`{"i":"${"x".repeat(100)}"`)).toBeNull();
});

const router = {
  test: { echo: os.handler(({ input }) => input), large: os.handler(() => "x".repeat(5000)) },
};
interface Echo {
  readonly test: {
    echo(input: unknown): Promise<unknown>;
    large(input: unknown): Promise<unknown>;
  };
}

test("frames of strangers do no harm, and calls go on", async () => {
  const { port1, port2 } = new MessageChannel();
  serveOnPort(router, port1);
  const client = connectPort<Echo>(port2);
  for (const frame of ["", "{", "null", '{"i":"1"}', 7, null, { i: "1" }, new Uint8Array(9)]) {
    port2.postMessage(frame);
  }
  expect(await client.test.echo("still here")).toBe("still here");
  port1.close();
});

test("a request or an answer that is too large is refused to its caller only", async () => {
  const { port1, port2 } = new MessageChannel();
  serveOnPort(router, port1, { request: 2000, answer: 3000 });
  const client = connectPort<Echo>(port2);
  const failure = (call: Promise<unknown>) => call.then(() => null, errorValue);
  expect(await failure(client.test.echo("x".repeat(2000)))).toMatchObject({
    code: "usage",
    message: "This request is too large to be sent.",
  });
  expect(await failure(client.test.large({}))).toMatchObject({
    code: "usage",
    message: "This answer is too large to be shown at once.",
    hint: expect.stringContaining("fewer rows"),
  });
  expect(await client.test.echo("x".repeat(1000))).toHaveLength(1000);
  port1.close();
});
