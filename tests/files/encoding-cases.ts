import iconv from "iconv-lite";
import type { GoldenCase } from "./layout-cases.ts";
import type { Cells } from "./reading.ts";

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
    content: iconv.encode(
      "番号,名前,都市\n1,山田太郎,東京都千代田区\n2,鈴木花子,大阪府大阪市北区\n",
      "shift_jis",
    ),
    encoding: "shift_jis",
    headers: ["番号", "名前", "都市"],
    rows: [
      ["1", "山田太郎", "東京都千代田区"],
      ["2", "鈴木花子", "大阪府大阪市北区"],
    ],
    findings: ["encoding_guessed"],
  },
];
