import iconv from "iconv-lite";
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
  { name: "semicolon", content: orders(";"), delimiter: ";", headers: HEADERS, rows: ORDERS, direct: true },
  { name: "tab", content: orders("\t"), delimiter: "\t", headers: HEADERS, rows: ORDERS, direct: true },
  { name: "vertical bar", content: orders("|"), delimiter: "|", headers: HEADERS, rows: ORDERS, direct: true },
  { name: "caret", content: orders("^"), delimiter: "^", headers: HEADERS, rows: ORDERS, direct: true },
  { name: "colon, named by the user", content: "id:at\n1:x\n", options: { delimiter: ":" }, delimiter: ":", headers: ["id", "at"], rows: [["1", "x"]], direct: true },
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
  { name: "one column", content: "name\nAnna\nBert\n", headers: ["name"], rows: [["Anna"], ["Bert"]], direct: true },
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
  { name: "carriage return and line feed", content: orders(",", "\r\n"), headers: HEADERS, rows: ORDERS, direct: true },
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
  { name: "no line end at the end", content: "id,name\n1,Anna", headers: ["id", "name"], rows: [["1", "Anna"]], direct: true },
];

const CITIES = "id;city\n1;Köln\n2;Málaga\n3;Besançon\n";
const CITY_ROWS: Cells = [
  ["1", "Köln"],
  ["2", "Málaga"],
  ["3", "Besançon"],
];
const cities = (content: Buffer, encoding: string, more: Partial<GoldenCase> = {}): GoldenCase => ({
  name: `${encoding} ${more.name ?? ""}`,
  content,
  encoding,
  delimiter: ";",
  headers: ["id", "city"],
  rows: CITY_ROWS,
  ...more,
});

export const ENCODINGS: readonly GoldenCase[] = [
  cities(Buffer.from(CITIES), "utf-8", { direct: true }),
  cities(Buffer.from(`\ufeff${CITIES}`), "utf-8", { name: "utf-8 with a mark", direct: true }),
  cities(Buffer.from(`\ufeff${CITIES}`, "utf16le"), "utf-16le", { name: "utf-16le with a mark" }),
  cities(Buffer.from(CITIES, "utf16le"), "utf-16le"),
  cities(iconv.encode(`\ufeff${CITIES}`, "utf-16be"), "utf-16be", { name: "utf-16be with a mark" }),
  cities(iconv.encode(CITIES, "utf-16be"), "utf-16be"),
  cities(iconv.encode(CITIES, "windows-1252"), "windows-1252", { findings: ["encoding_guessed"] }),
  {
    name: "windows-1252 with a euro sign",
    content: iconv.encode("id;price\n1;5 €\n2;7 €\n", "windows-1252"),
    encoding: "windows-1252",
    delimiter: ";",
    headers: ["id", "price"],
    rows: [
      ["1", "5 €"],
      ["2", "7 €"],
    ],
    findings: ["encoding_guessed"],
  },
  {
    name: "iso-8859-2, named by the user",
    content: iconv.encode("id;city\n1;Łódź\n", "iso-8859-2"),
    options: { encoding: "ISO-8859-2" },
    encoding: "iso-8859-2",
    delimiter: ";",
    headers: ["id", "city"],
    rows: [["1", "Łódź"]],
  },
  {
    name: "shift-jis, found",
    content: iconv.encode("番号,名前,都市\n1,山田太郎,東京都千代田区\n2,鈴木花子,大阪府大阪市北区\n", "shift_jis"),
    encoding: "shift_jis",
    headers: ["番号", "名前", "都市"],
    rows: [
      ["1", "山田太郎", "東京都千代田区"],
      ["2", "鈴木花子", "大阪府大阪市北区"],
    ],
    findings: ["encoding_guessed"],
  },
];
