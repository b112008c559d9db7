import { join } from "node:path";
import { defineConfig } from "vite";

const TOP = join(import.meta.dirname, "..");

/** The window: one page, served by whichever host; `out/renderer` holds everything it needs, offline. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  publicDir: false,
  build: {
    outDir: join(TOP, "out/renderer"),
    emptyOutDir: true,
    target: "chrome140",
    // No inlined fonts or pictures: the page's policy allows files of its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      onLog(level, log, handler) {
        // Libraries mark files for servers that render React; here everything is the window's.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handler(level, log);
      },
    },
  },
});
