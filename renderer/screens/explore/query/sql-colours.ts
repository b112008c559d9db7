import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const KINDS: Readonly<Record<string, Decoration>> = {
  Keyword: Decoration.mark({ class: "sql-keyword" }),
  Type: Decoration.mark({ class: "sql-keyword" }),
  Bool: Decoration.mark({ class: "sql-value" }),
  Null: Decoration.mark({ class: "sql-value" }),
  String: Decoration.mark({ class: "sql-value" }),
  Number: Decoration.mark({ class: "sql-value" }),
  LineComment: Decoration.mark({ class: "sql-comment" }),
  BlockComment: Decoration.mark({ class: "sql-comment" }),
};

function colour(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const kind = KINDS[node.name];
        if (kind) builder.add(node.from, node.to, kind);
      },
    });
  }
  return builder.finish();
}

/** Words of the language, values and comments, by class: their colours are the theme's. */
export const sqlColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = colour(view);
    }

    update(update: ViewUpdate): void {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) {
        this.decorations = colour(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Underlines the place an error speaks of; null takes it away. */
export const markError = StateEffect.define<number | null>();

const wrong = Decoration.mark({ class: "sql-error" });

export const errorMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markError)) continue;
      if (effect.value === null) return Decoration.none;
      const { doc } = transaction.state;
      const from = Math.min(effect.value, Math.max(0, doc.length - 1));
      const word = /^\w+/.exec(doc.sliceString(from, from + 60))?.[0].length ?? 1;
      const to = Math.min(doc.length, from + word);
      return to > from ? Decoration.set([wrong.range(from, to)]) : Decoration.none;
    }
    // Typing means the person is mending it.
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});
