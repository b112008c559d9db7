import { describe, expect, it } from "vitest";
import {
  abnormalNodes,
  type GraphNode,
  laneViews,
  lineageOf,
  neighbour,
  visibleEdges,
} from "./lanes.ts";

function node(id: string, more: Partial<GraphNode> = {}): GraphNode {
  return {
    id,
    lane: "gold",
    label: id,
    kind: "fact",
    rows: 1,
    seconds: null,
    state: "ok",
    note: null,
    ...more,
  };
}
const many = Array.from({ length: 14 }, (_, index) => node(`n${index}`));
const NONE = new Set<never>();

describe("the four lanes", () => {
  it("shows a small lane whole, without a fold", () => {
    const [bronze, , gold] = laneViews(many.slice(0, 8), NONE, null);
    expect(gold).toMatchObject({ folded: [], foldable: false });
    expect(gold?.shown).toHaveLength(8);
    expect(bronze?.shown).toEqual([]);
  });

  it("folds the healthy nodes of a long lane and keeps those that need a person", () => {
    const nodes = many.with(13, node("n13", { state: "failed" }));
    const gold = laneViews(nodes, NONE, "n12")[2];
    expect(gold?.shown.map((one) => one.id)).toEqual(["n0", "n1", "n2", "n3", "n4", "n12", "n13"]);
    expect(gold?.folded).toHaveLength(7);
  });

  it("hides nothing that needs a person, however many there are", () => {
    const broken = many.map((one) => ({ ...one, state: "held" as const }));
    const gold = laneViews(broken, NONE, null)[2];
    expect(gold?.shown).toHaveLength(14);
    expect(gold?.folded).toEqual([]);
  });

  it("unfolds on request", () => {
    expect(laneViews(many, new Set(["gold" as const]), null)[2]?.shown).toHaveLength(14);
  });
});

describe("what needs a person", () => {
  it("comes worst first, then in the order of the flow", () => {
    const nodes = [
      node("a", { state: "set_aside", lane: "silver" }),
      node("b", { state: "changed" }),
      node("c", { state: "held", lane: "bronze" }),
      node("d", { state: "failed", lane: "reports" }),
      node("e", { state: "failed", lane: "silver" }),
    ];
    expect(abnormalNodes(nodes).map((one) => one.id)).toEqual(["e", "d", "c", "a"]);
  });
});

describe("edges", () => {
  const edges = [
    { from: "s1", to: "a" },
    { from: "s2", to: "b" },
    { from: "a", to: "f" },
    { from: "b", to: "f" },
    { from: "f", to: "r" },
  ];

  it("follow the chosen node both ways, not its siblings", () => {
    expect([...lineageOf(edges, "a")].toSorted()).toEqual(["a", "f", "r", "s1"]);
  });

  it("end even when the tables form a ring", () => {
    expect([...lineageOf([...edges, { from: "r", to: "s1" }], "a")]).toContain("r");
  });

  it("are drawn for the chosen node only, and lead to the fold where their end is folded", () => {
    const lane = (name: "bronze" | "silver" | "gold" | "reports", shown: string[], folded = [""]) =>
      ({
        lane: name,
        shown: shown.map((id) => node(id)),
        folded: folded.filter(Boolean).map((id) => node(id)),
        foldable: true,
      }) as const;
    const lanes = [
      lane("bronze", ["s1", "s2"]),
      lane("silver", ["a", "b"]),
      lane("gold", [], ["f"]),
      lane("reports", ["r"]),
    ];
    const within = { from: "a", to: "b" };
    expect(visibleEdges([...edges, within], lanes, "a")).not.toContainEqual(within);
    expect(visibleEdges(edges, lanes, null)).toEqual([]);
    expect(visibleEdges(edges, lanes, "a")).toEqual([
      { from: "s1", to: "a" },
      { from: "a", to: "fold:gold" },
      { from: "fold:gold", to: "r" },
    ]);
  });
});

describe("arrow keys", () => {
  const columns = [["a", "b", "c"], [], ["d"], ["e", "f"]];
  it("move in a lane and jump over an empty one to the nearest row", () => {
    expect(neighbour(columns, "b", "ArrowDown")).toBe("c");
    expect(neighbour(columns, "a", "ArrowUp")).toBeNull();
    expect(neighbour(columns, "c", "ArrowRight")).toBe("d");
    expect(neighbour(columns, "d", "ArrowLeft")).toBe("a");
    expect(neighbour(columns, "a", "End")).toBe("c");
    expect(neighbour(columns, "gone", "ArrowDown")).toBeNull();
  });
});
