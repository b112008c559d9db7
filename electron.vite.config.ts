import { join, relative, sep } from "node:path";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";
import renderer from "./renderer/vite.config.ts";

const TOP = import.meta.dirname;

/** Addresses of screens are several folders deep, so the page names its files from the root. */
const fromTheRoot: Plugin = {
  name: "files-from-the-root",
  enforce: "post",
  config: () => ({ base: "/" }),
};

/**
 * A source finds what lies beside it (sql/, the sample shop's queries) from its own place. Bundled, it
 * still does: every chunk lies in out/main, two folders below the top, and knows where its source was.
 */
const placeOfTheSource: Plugin = {
  name: "place-of-the-source",
  transform(code, id) {
    const source = relative(TOP, id).split(sep).join("/");
    if (!/^(main|pipeline|resources)\//.test(source) || !code.includes("import.meta.url"))
      return null;
    const place = `new URL("../../${source}", import.meta.url).href`;
    return { code: code.replaceAll("import.meta.url", place), map: null };
  },
};

/**
 * The desktop program in three bundles. npm packages of the host stay outside and are packed as they are:
 * DuckDB is native, and the others are read by nobody but Node.
 */
export default defineConfig({
  main: {
    plugins: [placeOfTheSource],
    build: {
      outDir: join(TOP, "out/main"),
      rolldownOptions: {
        input: {
          index: join(TOP, "main/electron/index.ts"),
          engine: join(TOP, "main/engine/index.ts"),
        },
        output: {
          entryFileNames: "[name].js",
          // Not in a folder of their own: see placeOfTheSource.
          chunkFileNames: "[name]-[hash].js",
        },
      },
    },
  },
  preload: {
    build: {
      outDir: join(TOP, "out/preload"),
      // The sandbox loads one CommonJS file that requires electron and nothing else.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(TOP, "main/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  },
  renderer: {
    ...renderer,
    plugins: [fromTheRoot],
    // Places are named again: read from here, the window's own configuration mistakes them.
    root: join(TOP, "renderer"),
    build: {
      ...renderer.build,
      outDir: join(TOP, "out/renderer"),
      minify: true,
      rolldownOptions: {
        ...renderer.build?.rolldownOptions,
        input: join(TOP, "renderer/index.html"),
      },
    },
  },
});
