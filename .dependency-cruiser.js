/**
 * Imports go one way. Paths are relative to the top of the project; every rule has a folder of its own
 * name under tests/meta/fixtures/imports that must break it.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const TESTS = "(\\.test\\.ts$|^tests/)";
const npm = (...names) => `(^|node_modules/)(${names.join("|")})(/|$)`;

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
/** `folder` may import what matches one of `allowed`, and nothing else. */
const only = (name, comment, folder, allowed) =>
  rule(name, comment, { path: folder, pathNot: TESTS }, { pathNot: [folder, ...allowed] });

const NODE = "^node:|^(assert|crypto|fs|os|path|perf_hooks|stream|url|util|zlib)(/|$)";

export default {
  forbidden: [
    rule(
      "no-cycles",
      "Files that import each other cannot be read or tested apart.",
      {},
      { circular: true },
    ),
    only(
      "contract-imports-little",
      "The contract is read by every host and by the window: zod, @orpc/contract and domain only.",
      "^pipeline/contract/",
      ["^pipeline/domain/", npm("zod", "@orpc/contract")],
    ),
    only("domain-is-pure", "Domain rules import nothing but each other.", "^pipeline/domain/", []),
    only(
      "ports-are-pure",
      "A port says what is needed, in words of the domain and the contract.",
      "^pipeline/ports/",
      ["^pipeline/domain/", "^pipeline/contract/"],
    ),
    only(
      "app-imports-inwards",
      "Use cases reach the world through ports: no adapter, no Node, no SDK.",
      "^pipeline/app/",
      ["^pipeline/(domain|ports|contract|models)/", npm("@orpc/contract")],
    ),
    only(
      "models-import-inwards",
      "Models read sql/ and know domain, ports and contract.",
      "^pipeline/models/",
      ["^pipeline/(domain|ports|contract)/", NODE, npm("yaml", "zod")],
    ),
    rule(
      "adapters-know-ports-only",
      "An adapter implements a port; it knows no use case and no host.",
      { path: "^pipeline/adapters/", pathNot: TESTS },
      { path: "^(pipeline/(app|models)|main|renderer|tests)/" },
    ),
    rule(
      "adapters-keep-to-their-folder",
      "Adapters meet in the wiring, never directly; what several need is in disk/ (durable files) and calls/ (retries).",
      { path: "^pipeline/adapters/([^/]+)/", pathNot: TESTS },
      { path: "^pipeline/adapters/", pathNot: "^pipeline/adapters/($1|disk|calls)/" },
    ),
    rule(
      "only-the-wiring-chooses-adapters",
      "main/shared/wiring.ts is the one place where adapters are chosen.",
      { pathNot: ["^main/shared/wiring\\.ts$", "^pipeline/adapters/", TESTS] },
      { path: "^pipeline/adapters/" },
    ),
    rule(
      "pipeline-knows-no-host",
      "The product does not know who hosts it.",
      { path: "^pipeline/", pathNot: TESTS },
      { path: "^(main|renderer|resources)/" },
    ),
    rule(
      "pipeline-never-reaches-a-window",
      "Nothing in pipeline may lead to electron or react, however indirectly.",
      { path: "^pipeline/" },
      { path: npm("electron", "react", "react-dom"), reachable: true },
    ),
    rule(
      "electron-only-in-its-hosts",
      "electron is imported in main/electron and main/preload only.",
      { pathNot: "^main/(electron|preload)/" },
      { path: npm("electron") },
    ),
    only(
      "preload-stands-alone",
      "The sandbox gives a preload electron and nothing else; types of the contract vanish when it is built.",
      "^main/preload/",
      ["^pipeline/contract/desktop\\.ts$", npm("electron")],
    ),
    rule(
      "hosts-do-not-meet",
      "A host uses main/shared and never another host; the one door is the command that starts the web host.",
      {
        path: "^main/(electron|preload|engine|web|cli)/",
        pathNot: ["^main/cli/commands/serve\\.ts$", TESTS],
      },
      { path: "^main/(electron|preload|engine|web|cli)/", pathNot: "^main/$1/" },
    ),
    rule(
      "hosts-hold-no-engine",
      "DuckDB lives in a process that may be killed: the web host and the window's host only talk to it.",
      { path: "^main/(web|electron|preload)/", pathNot: TESTS },
      { path: [npm("@duckdb"), "^main/shared/wiring\\.ts$"], reachable: true },
    ),
    rule(
      "renderer-knows-the-contract",
      "The window knows the contract and a client, not its host and not the product.",
      { path: "^renderer/" },
      { path: "^(main|sql|resources|pipeline/(?!contract/))" },
    ),
    rule(
      "renderer-is-a-page",
      "The window runs in a browser: nothing of Node.",
      { path: "^renderer/", pathNot: [TESTS, "^renderer/vite\\.config\\.ts$"] },
      { path: NODE },
    ),
    rule(
      "recharts-only-in-charts",
      "One wrapper draws charts.",
      { pathNot: "^renderer/charts/" },
      { path: npm("recharts") },
    ),
    rule(
      "samples-know-no-pipeline",
      "Who plants a defect must not be who finds it.",
      { path: "^resources/", pathNot: TESTS },
      { path: "^(pipeline|main)/" },
    ),
    rule(
      "no-test-in-the-product",
      "Tests import the product, never the other way round.",
      { pathNot: TESTS },
      { path: TESTS },
    ),
    rule(
      "only-declared-packages",
      "What is imported is named in package.json.",
      { path: "^(pipeline|main|renderer|resources|tests)/" },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    rule(
      "no-development-packages",
      "The product runs without development dependencies; the window is bundled with its own.",
      { path: "^(pipeline|main|resources)/", pathNot: TESTS },
      { dependencyTypes: ["npm-dev"], pathNot: "^node_modules/(@types|electron)/" },
    ),
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^tests/meta/fixtures/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".json"],
    },
  },
};
