import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql, type SQLNamespace } from "@codemirror/lang-sql";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import type { TableSummary } from "#contract/explore.ts";
import styles from "../explore.module.css";
import { completionSchema } from "../view/sql.ts";
import { errorMark, markError, sqlColours } from "./sql-colours.ts";

interface SqlEditorProps {
  readonly label: string;
  readonly tables: readonly TableSummary[];
  readonly value: string;
  /** Place in the text the last error speaks of. */
  readonly errorAt: number | null;
  onChange(text: string): void;
  /** Ctrl-Enter. */
  onRun(): void;
  /** Ctrl-. */
  onStop(): void;
}

const language = new Compartment();

function languageOf(tables: readonly TableSummary[]) {
  return sql({ dialect: PostgreSQL, schema: completionSchema(tables) as unknown as SQLNamespace });
}

/** An editor for one read-only statement; it knows the tables and their columns. */
export function SqlEditor(props: SqlEditorProps): React.JSX.Element {
  const { label, tables, value, errorAt } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const change = useEffectEvent((text: string) => props.onChange(text));
  const run = useEffectEvent(() => props.onRun());
  const stop = useEffectEvent(() => props.onStop());
  const first = useEffectEvent(() => ({ doc: value, language: languageOf(tables) }));

  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    const { doc, language: known } = first();
    const keys = keymap.of([
      { key: "Mod-Enter", run: () => (run(), true), preventDefault: true },
      { key: "Mod-.", run: () => (stop(), true), preventDefault: true },
      ...completionKeymap,
      ...historyKeymap,
      // Tab stays with the page, so that the keyboard is never caught here.
      ...defaultKeymap,
    ]);
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc,
        extensions: [
          keys,
          history(),
          lineNumbers(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          language.of(known),
          sqlColours,
          errorMark,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    editor.focus();
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [label]);

  useEffect(() => {
    const editor = view.current;
    const now = editor?.state.doc.toString();
    if (editor && now !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: language.reconfigure(languageOf(tables)) });
  }, [tables]);

  useEffect(() => {
    view.current?.dispatch({
      effects: markError.of(errorAt),
      ...(errorAt === null ? {} : { selection: { anchor: errorAt } }),
    });
  }, [errorAt]);

  return <div ref={place} className={styles.editor} />;
}
