/**
 * Layouts of messy sheets: how people really keep a table of orders. Each says where its column names are, what
 * its values mean, and where exactly it is defective. Knows nothing of the product.
 */
import { cell, date, money, number, text } from "#tests/google/cells.ts";
import {
  block,
  cells,
  type Layout,
  NAMES,
  put,
  type Plain,
  type Random,
  read,
  sheet,
  someRow,
} from "./layout-sheet.ts";

type Make = (random: Random) => Omit<Layout, "name">;

/** One cell of the table is something else. */
const oneCell =
  (kind: string, column: number, held: Plain): Make =>
  (random) => {
    const made = sheet(random);
    const row = someRow(random, made);
    put(made, row, column, held);
    const where = `${"ABCDE"[column]}${row}`;
    return read(made, [{ kind, at: where }]);
  };

const LAYOUTS: Readonly<Record<string, Make>> = {
  "plain table": (random) => {
    const made = sheet(random);
    return read(made);
  },
  "title above, then a gap": (random) => {
    const made = sheet(random, { above: [["Orders 2026"], []] });
    return read(made, [{ kind: "text_above_header", at: "1:1" }], 3);
  },
  "notes above, names in row 6": (random) => {
    const notes = ["Kept by Marta", "Ask before you sort", "Do not delete rows"];
    const made = sheet(random, {
      above: [["Shop orders"], [notes[0]!, "since 2019"], [notes[1]!], [notes[2]!], []],
    });
    return read(made, [{ kind: "text_above_header", at: "1:4" }], 6);
  },
  "empty rows above": (random) => {
    const made = sheet(random, { above: [[], [], []] });
    return read(made, [], 4);
  },
  "table begins at column C": (random) => {
    const made = sheet(random, {
      names: [null, null, ...NAMES],
      row: (order) => [null, null, ...cells(order)],
    });
    return read(made);
  },
  "two tables side by side": (random) => {
    const made = sheet(random);
    ["Rate", "Since"].forEach((held, index) => put(made, 1, 6 + index, held));
    for (let row = 2; row <= 6; row += 1) {
      put(made, row, 6, number(row / 100));
      put(made, row, 7, date(`2026-0${row}-01`));
    }
    return read(made, [{ kind: "beside_table", at: "G:H" }]);
  },
  "two tables one above the other": (random) => {
    const made = sheet(random);
    made.tab.cells.push([], ["Product", "Group", "Since", "State", "Price"].map(cell));
    for (let row = 0; row < 5; row += 1) {
      made.tab.cells.push([
        text(`P${row}`),
        text("Home"),
        date("2026-01-01"),
        text("on"),
        money(5),
      ]);
    }
    const from = made.last + 2;
    return read(made, [
      { kind: "second_table", at: `${from}:${from + 5}` },
      { kind: "blank_rows", at: `${from - 1}:${from - 1}` },
    ]);
  },
  "a row of units under the names": (random) => {
    const made = sheet(random);
    made.tab.cells.splice(1, 0, [null, null, cell("UTC"), null, cell("EUR")]);
    return read(made, [{ kind: "units_row", at: "2:2" }]);
  },
  "a merged title": (random) => {
    const made = sheet(random, { above: [["Orders of the shop"]] });
    made.tab.merges.push(block(0, 1, 0, 5));
    return read(
      made,
      [
        { kind: "merged_cells", at: "A1:E1" },
        { kind: "text_above_header", at: "1:1" },
      ],
      2,
    );
  },
  "cells merged inside the table": (random) => {
    const made = sheet(random);
    const row = someRow(random, made);
    made.tab.merges.push(block(row - 1, row + 1, 3, 4));
    put(made, row + 1, 3, null);
    return read(made, [{ kind: "merged_cells", at: `D${row}:D${row + 1}` }]);
  },
  "a column without a name": (random) => {
    const made = sheet(random, { row: (order) => [...cells(order), text("ok")] });
    return read(made, [{ kind: "blank_header", at: "F1" }]);
  },
  "two columns of one name": (random) => {
    const made = sheet(random, {
      names: [...NAMES, "Note", "Note"],
      row: (order) => [...cells(order), text("new"), text("old")],
    });
    return read(made, [{ kind: "duplicate_header", at: "G1" }]);
  },
  "names over two lines in a cell": (random) => {
    const made = sheet(random, {
      names: ["Order\nno", "Customer", "Ordered\nat", "Status", "Total"],
    });
    return read(made);
  },
  "names with spaces around": (random) => {
    const made = sheet(random, {
      names: [" Order no", "Customer ", "Ordered at", "Status", "Total"],
    });
    return read(made);
  },
  "rows of different length": (random) => {
    const made = sheet(random, { names: [...NAMES, "Remark"] });
    const row = someRow(random, made);
    put(made, row, 5, "call first");
    return read(made);
  },
  "empty rows in the middle": (random) => {
    const made = sheet(random);
    const row = someRow(random, made);
    made.tab.cells.splice(row - 1, 0, [], []);
    return read(made, [{ kind: "blank_rows", at: `${row}:${row + 1}` }]);
  },
  "empty rows and cells at the end": (random) => {
    const made = sheet(random, { below: [[], [null, null], [], ["", "", ""]] });
    return read(made);
  },
  "a row of totals": (random) => {
    const made = sheet(random, { below: [["Total", null, null, null, money(999)]] });
    const row = made.last + 1;
    return read(made, [{ kind: "totals_row", at: `${row}:${row}` }]);
  },
  "subtotals between the rows": (random) => {
    const made = sheet(random);
    const row = someRow(random, made);
    made.tab.cells.splice(row - 1, 0, [cell("Subtotal"), null, null, null, money(500)]);
    return read(made, [{ kind: "totals_row", at: `${row}:${row}` }]);
  },
  "rows hidden by hand": (random) => {
    const made = sheet(random);
    const row = someRow(random, made);
    made.tab.hiddenRows.add(row - 1);
    made.tab.hiddenRows.add(row);
    return read(made, [{ kind: "hidden_rows", at: `${row}:${row + 1}` }]);
  },
  "a filter that hides rows": (random) => {
    const made = sheet(random);
    const row = someRow(random, made);
    made.tab.hasFilter = true;
    made.tab.filteredRows.add(row - 1);
    return read(made, [
      { kind: "hidden_rows", at: `${row}:${row}` },
      { kind: "filter", at: "" },
    ]);
  },
  "a hidden tab": (random) => {
    const made = sheet(random);
    made.tab.hidden = true;
    return read(made, [{ kind: "hidden_tab", at: "" }]);
  },
  "percentages, currencies, check boxes": (random) => {
    const made = sheet(random, {
      names: [...NAMES, "Tax rate", "Gift"],
      row: (order) => [
        ...cells(order).slice(0, 4),
        money(order.total),
        number(0.19, { type: "PERCENT" }),
        order.id % 2 === 0,
      ],
    });
    return read(made);
  },
  "numbers kept as text: '00123": (random) => {
    const made = sheet(random, {
      row: (order) => [text(`00${order.id}`), ...cells(order).slice(1)],
    });
    return {
      tab: made.tab,
      header_row: 1,
      means: { ...made.means, order_id: `00${made.orders[0]!.id}` },
      defects: [],
    };
  },
  "amounts and dates that are formulas": (random) => {
    const made = sheet(random, {
      row: (order) => [
        ...cells(order).slice(0, 4),
        { formula: "=E2*1", value: { number: order.total } },
      ],
    });
    return read(made);
  },
  "a date without a time": (random) => {
    const made = sheet(random, {
      row: (order) => [
        number(order.id),
        number(order.customer),
        date(order.day),
        text(order.status),
        money(order.total),
      ],
    });
    const { day } = made.orders[0]!;
    return {
      tab: made.tab,
      header_row: 1,
      means: { ...made.means, ordered_at: `${day} 00:00:00` },
      defects: [],
    };
  },
  "names in capitals and in German": (random) => {
    const made = sheet(random, {
      names: ["BESTELLNUMMER", "KUNDE", "BESTELLT AM", "STATUS", "SUMME"],
    });
    return { tab: made.tab, locale: "de_DE", header_row: 1, means: made.means, defects: [] };
  },
  "emoji and other scripts": (random) => {
    const made = sheet(random, {
      names: [...NAMES, "📦 備考"],
      row: (order) => [...cells(order), text('שלום 🎁, "x"\nnext')],
    });
    return read(made);
  },
  "#REF! in an amount": oneCell("formula_error", 4, { error: "REF" }),
  "Loading… in an amount": oneCell("loading", 4, { error: "LOADING" }),
  "n/a for an amount": oneCell("placeholder", 4, "n/a"),
  "a date typed as text": oneCell("date_as_text", 2, "31.12.2026"),
  "an amount typed as text": oneCell("number_as_text", 4, "12,50 €"),
  "a note among amounts": oneCell("text_among_numbers", 4, "ask Marta"),
  "TRUE among amounts": oneCell("boolean_among_numbers", 4, true),
  "a long number": oneCell("long_number", 0, number(1_234_567_890_123_456)),
  "spaces around a status": oneCell("padded", 3, "paid  "),
  "a character nobody sees": oneCell("invisible_characters", 3, "pa\u200bid"),
  "PAID and paid": oneCell("spelling", 3, "PAID"),
};

export function layouts(random: Random): readonly Layout[] {
  return Object.entries(LAYOUTS).map(([name, make]) => ({ name, ...make(random) }));
}
