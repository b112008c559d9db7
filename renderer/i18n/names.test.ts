import { expect, test } from "vitest";
import { inLanguage } from "./names.ts";

const answer = {
  kpis: [{ name: "revenue", label: "Revenue", value: "12.50" }],
  reports: [{ label: "My own report", question: "What do customers think of our products?" }],
  rows: [{ label: "Revenue" }],
  label: null,
  says: "Revenue",
};

test("names that come with Medallion are said in German, a team's own and the data stay", () => {
  expect(inLanguage(answer, "de")).toEqual({
    kpis: [{ name: "revenue", label: "Umsatz", value: "12.50" }],
    reports: [{ label: "My own report", question: "Was halten Kunden von unseren Produkten?" }],
    rows: [{ label: "Revenue" }],
    label: null,
    says: "Revenue",
  });
});

test("in English an answer is the host's own", () => {
  expect(inLanguage(answer, "en")).toBe(answer);
});

test("a name like a property of every object is no name of ours", () => {
  expect(inLanguage({ label: "constructor" }, "de")).toEqual({ label: "constructor" });
});
