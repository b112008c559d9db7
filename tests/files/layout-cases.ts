import type { ReadOptions } from "#ports/file-reader.ts";
import type { Cells } from "./reading.ts";

/** A messy file and exactly what reading it must give. Findings are those of the inspection, as `brief` writes them. */
export interface GoldenCase {
  readonly name: string;
  readonly content: string | Buffer;
  readonly options?: ReadOptions;
  readonly headers: readonly string[];
  readonly rows: Cells;
  readonly findings?: readonly string[];
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly quote?: string;
  readonly first_row?: number;
  readonly certain?: false;
  /** The engine reads the file itself. */
  readonly direct?: true;
}

const ORDERS: Cells = [
  ["1", "Anna", "10.50"],
  ["2", "Bert", "7.00"],
];
const HEADERS = ["id", "name", "amount"];
const orders = (delimiter: string, end = "\n"): string =>
  [HEADERS, ...ORDERS].map((row) => row.join(delimiter) + end).join("");

export const SEPARATORS: readonly GoldenCase[] = [
  { name: "comma", content: orders(","), headers: HEADERS, rows: ORDERS, direct: true },
  {
    name: "semicolon",
    content: orders(";"),
    delimiter: ";",
    headers: HEADERS,
    rows: ORDERS,
    direct: true,
  },
  {
    name: "tab",
    content: orders("\t"),
    delimiter: "\t",
    headers: HEADERS,
    rows: ORDERS,
    direct: true,
  },
  {
    name: "vertical bar",
    content: orders("|"),
    delimiter: "|",
    headers: HEADERS,
    rows: ORDERS,
    direct: true,
  },
  {
    name: "caret",
    content: orders("^"),
    delimiter: "^",
    headers: HEADERS,
    rows: ORDERS,
    direct: true,
  },
  {
    name: "colon, named by the user",
    content: "id:at\n1:x\n",
    options: { delimiter: ":" },
    delimiter: ":",
    headers: ["id", "at"],
    rows: [["1", "x"]],
    direct: true,
  },
  {
    name: "semicolons with decimal commas",
    content: "id;price;cost\n1;2,50;1,25\n2;3,99;2,00\n",
    delimiter: ";",
    headers: ["id", "price", "cost"],
    rows: [
      ["1", "2,50", "1,25"],
      ["2", "3,99", "2,00"],
    ],
    direct: true,
  },
  {
    name: "tabs with commas in texts",
    content: "id\tnote\n1\tred, blue\n2\tgreen, black, white\n",
    delimiter: "\t",
    headers: ["id", "note"],
    rows: [
      ["1", "red, blue"],
      ["2", "green, black, white"],
    ],
    direct: true,
  },
  {
    name: "commas with times that hold colons",
    content: "id,at\n1,10:00:00\n2,11:30:00\n",
    headers: ["id", "at"],
    rows: [
      ["1", "10:00:00"],
      ["2", "11:30:00"],
    ],
    direct: true,
  },
  {
    name: "one column",
    content: "name\nAnna\nBert\n",
    headers: ["name"],
    rows: [["Anna"], ["Bert"]],
    direct: true,
  },
  {
    name: "one column of texts with commas here and there",
    content: "review\nGood\nNice, but late\nFine\nQuick\n",
    headers: ["review", "Column B"],
    rows: [
      ["Good", null],
      ["Nice", " but late"],
      ["Fine", null],
      ["Quick", null],
    ],
    findings: ["blank_header@B1", "ragged_row@B3×1"],
  },
  {
    name: "single quotes",
    content: "id,name\n'1','O''Hara, Ann'\n'2','Bert'\n",
    quote: "'",
    headers: ["id", "name"],
    rows: [
      ["1", "O'Hara, Ann"],
      ["2", "Bert"],
    ],
    direct: true,
  },
  {
    name: "carriage return and line feed",
    content: orders(",", "\r\n"),
    headers: HEADERS,
    rows: ORDERS,
    direct: true,
  },
  { name: "carriage return only", content: orders(",", "\r"), headers: HEADERS, rows: ORDERS },
  {
    name: "mixed line ends",
    content: "id,name\r\n1,Anna\n2,Bert\r\n",
    headers: ["id", "name"],
    rows: [
      ["1", "Anna"],
      ["2", "Bert"],
    ],
    findings: ["mixed_line_endings×1"],
  },
  {
    name: "no line end at the end",
    content: "id,name\n1,Anna",
    headers: ["id", "name"],
    rows: [["1", "Anna"]],
    direct: true,
  },
];
