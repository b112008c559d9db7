import { describe, expect, it } from "vitest";
import { answersOf, questionTarget, splitAddress } from "./answer-options.ts";

describe("the choices of an open question", () => {
  it("reads mapped headers back, quotes and all", () => {
    const question = {
      kind: "unsure_column",
      text: "",
      options: ['--map orders.order_id="Nr"', '--map orders.order_id="Say \\"no\\"|B"'],
      flag: '--map orders.order_id="Nr"',
    };
    expect(answersOf(question)).toEqual([
      { kind: "map", entity: "orders", column: "order_id", headers: ["Nr"] },
      { kind: "map", entity: "orders", column: "order_id", headers: ['Say "no"', "B"] },
    ]);
    expect(questionTarget(question)).toEqual({ entity: "orders", column: "order_id" });
  });

  it("offers both orders of a date, of a mapped column and of a header alone", () => {
    const of = (flag: string) =>
      answersOf({ kind: "ambiguous_format", text: "", options: ["dmy", "mdy"], flag });
    expect(of("--format orders.ordered_at=dmy|mdy")).toEqual([
      { kind: "format", entity: "orders", column: "ordered_at", format: "dmy" },
      { kind: "format", entity: "orders", column: "ordered_at", format: "mdy" },
    ]);
    expect(of("--format Date v1.2=dmy|mdy")[0]).toMatchObject({
      entity: null,
      column: "Date v1.2",
    });
  });

  it("asks for the row and for how keys relate", () => {
    expect(
      answersOf({ kind: "header_row", text: "", options: ["--header-row 3"], flag: null }),
    ).toEqual([{ kind: "header_row", row: 3 }]);
    expect(
      answersOf({ kind: "shared_entity", text: "", options: ["--same-keys"], flag: "--same-keys" }),
    ).toEqual([{ kind: "same_keys" }, { kind: "key_prefix" }]);
  });

  it("shows no button for what it does not understand", () => {
    expect(answersOf({ kind: "new_kind", text: "", options: ["--x 1"], flag: "--x" })).toEqual([]);
    const strange = ['--map nothing.id="A"', "--map orders"];
    expect(answersOf({ kind: "unsure_column", text: "", options: strange, flag: null })).toEqual(
      [],
    );
    expect(splitAddress("orders.a.b")).toEqual({ entity: "orders", column: "a.b" });
  });
});
