import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonBroken, JsonWalker } from "./json-walker.ts";

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

function walk(
  pieces: readonly string[],
  path = "",
): { elements: [string, number][]; broken?: string } {
  const elements: [string, number][] = [];
  const walker = new JsonWalker(path, (text, line) => void elements.push([text, line]));
  try {
    for (const piece of pieces) walker.push(piece);
    walker.end();
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
    return { elements, broken: `${error.line}: ${error.message}` };
  }
  return { elements };
}

const cutInto = (text: string, at: readonly number[]): string[] => {
  const ends = [...at.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
};

test("every element comes out whole, with its line, wherever the pieces end", () => {
  console.info(`walker seed ${seed}`);
  const records = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), {
    maxLength: 5,
  });
  const layout = fc.constantFrom<[string, (items: string[]) => string]>(
    ["", (items) => `[${items.join(" ,\n")}]`],
    ["", (items) => items.join("\n")],
    ["a.b", (items) => `{"x":[{"y":[1]}],"a":{"c":1,"b":[\n${items.join(",")}\n],"d":[{}]}}`],
  );
  fc.assert(
    fc.property(
      records,
      layout,
      fc.array(fc.nat(), { maxLength: 5 }),
      (values, [path, write], cuts) => {
        const items = values.map((value) => JSON.stringify(value, null, 1));
        const text = write(items);
        const { elements, broken } = walk(cutInto(text, cuts), path);
        expect(broken).toBeUndefined();
        expect(elements.map(([element]) => element)).toEqual(items);
        let from = 0;
        for (const [element, line] of elements) {
          const lead = path === "" ? from : Math.max(from, text.indexOf('"b":['));
          const at = text.indexOf(element, lead);
          expect(line).toBe(text.slice(0, at).split("\n").length);
          from = at + element.length;
        }
      },
    ),
    { seed, numRuns: 500 },
  );
});

test("a text cut anywhere inside is reported as broken, never as whole", () => {
  const text = '{"orders":[{"id":1,"t":"a\\"}"},{"id":2,"l":[1,{"x":[]}]}]}';
  for (let end = 1; end < text.length; end++) {
    expect(walk([text.slice(0, end)], "orders").broken, text.slice(0, end)).toBeDefined();
  }
  expect(walk([text], "orders").elements).toHaveLength(2);
});

test("lists outside other lists are found with the objects in them", () => {
  const walker = new JsonWalker("none", () => true);
  walker.push('{"a":[{"x":[{}]},{}],"b":{"c":[1,2],"d":"]"},"e":[[{}]]}');
  walker.end();
  expect([...walker.lists]).toEqual([
    ["a", 2],
    ["b.c", 0],
    ["e", 0],
  ]);
});
