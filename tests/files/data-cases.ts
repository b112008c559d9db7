import type { GoldenCase } from "./layout-cases.ts";

const ID_NAME = ["id", "name"];

export const DATA_CASES: readonly GoldenCase[] = [
  {
    name: "short and long rows",
    content: "id,name\n1\n2,Bert,extra\n3,Cleo\n",
    headers: ["id", "name", "Column C"],
    rows: [
      ["1", null, null],
      ["2", "Bert", "extra"],
      ["3", "Cleo", null],
    ],
    findings: ["blank_header@C1", "ragged_row@A2×1", "ragged_row@C3×1"],
  },
  {
    name: "blank rows inside and at the end",
    content: "id,name\n1,Anna\n\n,\n2,Bert\n,\n\n,\n",
    headers: ID_NAME,
    rows: [
      ["1", "Anna"],
      [null, null],
      ["", ""],
      ["2", "Bert"],
    ],
    findings: ["blank_rows_inside@A3×2", "trailing_blank_rows×3"],
  },
  {
    name: "blank rows below the names",
    content: "id,name\n\n1,Anna\n",
    headers: ID_NAME,
    rows: [
      [null, null],
      ["1", "Anna"],
    ],
    findings: ["blank_rows_inside@A2×1"],
  },
  {
    name: "blank line in a one-column file",
    content: "name\nAnna\n\nBert\n",
    headers: ["name"],
    rows: [["Anna"], [null], ["Bert"]],
    findings: ["blank_rows_inside@A3×1"],
  },
  {
    name: "line breaks, separators and quotes in cells",
    content: 'id,name\n1,"Anna\nvan ""der"" Berg"\n2,"a,b\n\nc"\n',
    headers: ID_NAME,
    rows: [
      ["1", 'Anna\nvan "der" Berg'],
      ["2", "a,b\n\nc"],
    ],
    direct: true,
  },
  {
    name: "inner quotes that are not doubled",
    content: 'id,name\n1,"5" pipe"\n2,"x"y\n3,6" bolt\n',
    headers: ID_NAME,
    rows: [
      ["1", '5" pipe'],
      ["2", '"x"y'],
      ["3", '6" bolt'],
    ],
    findings: ["stray_quote@B2×2"],
  },
  {
    name: "spaces around quotes",
    content: 'id,name\n1, "a, b" \n2,"c"\n',
    headers: ID_NAME,
    rows: [
      ["1", "a, b"],
      ["2", "c"],
    ],
  },
  {
    name: "spaces at the ends of cells stay",
    content: "id,name\n1, Anna \n",
    headers: ID_NAME,
    rows: [["1", " Anna "]],
    direct: true,
  },
  {
    name: "formula errors",
    content: "id,a,b\n1,#REF!,2\n2,#N/A,Loading...\n3,#1001,#DIV/0!\n",
    headers: ["id", "a", "b"],
    rows: [
      ["1", "#REF!", "2"],
      ["2", "#N/A", "Loading..."],
      ["3", "#1001", "#DIV/0!"],
    ],
    findings: ["formula_error@B2×4"],
    direct: true,
  },
  {
    name: "a total at the end",
    content: "order,amount\nA1,5\nA2,6\nTotal,11\n",
    headers: ["order", "amount"],
    rows: [
      ["A1", "5"],
      ["A2", "6"],
      ["Total", "11"],
    ],
    findings: ["total_row@A4×1"],
    direct: true,
  },
  {
    name: "a few NUL characters",
    content: "id,name\n1,An\0na\n2,Bert has a longer name here so that this stays a text\n",
    headers: ID_NAME,
    rows: [
      ["1", "Anna"],
      ["2", "Bert has a longer name here so that this stays a text"],
    ],
  },
  {
    name: "a cell that is the mark of a missing one",
    content: "id,name\n1,\u0001\n2\n3,some more text so that this is not taken for a binary file\n",
    headers: ID_NAME,
    rows: [
      ["1", "\u0001"],
      ["2", null],
      ["3", "some more text so that this is not taken for a binary file"],
    ],
    findings: ["ragged_row@A3×1"],
  },
  {
    name: "empty is not missing",
    content: 'id,name\n1,\n2,""\n3\n',
    headers: ID_NAME,
    rows: [
      ["1", ""],
      ["2", ""],
      ["3", null],
    ],
    findings: ["ragged_row@A4×1"],
  },
  {
    name: "range of cells",
    content: "x,,,\n,id,name,z\n,1,Anna,q\n,2,Bert,q\n,3,Cleo,q\n",
    options: { range: "B2:C4" },
    headers: ID_NAME,
    first_row: 3,
    rows: [
      ["1", "Anna"],
      ["2", "Bert"],
    ],
  },
  {
    name: "range without an end",
    content: "x,,\n,id,name\n,1,Anna\n,2\n",
    options: { range: "b2:" },
    headers: ID_NAME,
    first_row: 3,
    rows: [
      ["1", "Anna"],
      ["2", null],
    ],
    findings: ["ragged_row@B4×1"],
  },
  {
    name: "lone return inside a cell",
    content: "id,name\n1,An\rna\n2,Bert\n",
    headers: ID_NAME,
    rows: [
      ["1", "An\rna"],
      ["2", "Bert"],
    ],
  },
  {
    name: "lines that end in two returns",
    content: "id,name\r\r\n1,Anna\r\r\n",
    headers: ID_NAME,
    rows: [["1", "Anna"]],
  },
];
