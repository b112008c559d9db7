/**
 * Partial responses: `fields=properties(title,locale),sheets(properties,merges)` and the slash form
 * `sheets/properties/title`. A field that is not asked for is not sent, as with the real service.
 */
export interface FieldTree {
  [name: string]: FieldTree | true;
}

/** @returns null when the mask cannot be parsed, which the API answers with 400. */
export function parseFields(mask: string): FieldTree | null {
  const parser = { text: mask, at: 0 };
  const tree = parseList(parser);
  return tree !== null && parser.at === mask.length ? tree : null;
}

interface Parser {
  readonly text: string;
  at: number;
}

function parseList(parser: Parser): FieldTree | null {
  const tree: FieldTree = {};
  for (;;) {
    if (!parsePath(parser, tree)) return null;
    if (parser.text[parser.at] !== ",") return tree;
    parser.at += 1;
  }
}

function parsePath(parser: Parser, tree: FieldTree): boolean {
  const match = /^[A-Za-z*][\w*]*/.exec(parser.text.slice(parser.at));
  if (!match) return false;
  parser.at += match[0].length;
  const next = parser.text[parser.at];
  if (next === "/" || next === ".") {
    parser.at += 1;
    return parsePath(parser, child(tree, match[0]));
  }
  if (next !== "(") {
    tree[match[0]] = true;
    return true;
  }
  parser.at += 1;
  const inner = parseList(parser);
  if (inner === null || parser.text[parser.at] !== ")") return false;
  parser.at += 1;
  Object.assign(child(tree, match[0]), inner);
  return true;
}

function child(tree: FieldTree, name: string): FieldTree {
  const known = tree[name];
  const made = known && known !== true ? known : {};
  tree[name] = made;
  return made;
}

/** Only what the tree names; lists are pruned entry by entry. */
export function prune(value: unknown, tree: FieldTree | true): unknown {
  if (tree === true || tree["*"] === true) return value;
  if (Array.isArray(value)) return value.map((entry) => prune(entry, tree));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => tree[name] !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, prune(inner, tree[name]!)]));
}
