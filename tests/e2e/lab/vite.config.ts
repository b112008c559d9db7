import { join } from "node:path";
import { defineConfig } from "vite";

/** Every chart on one page with fixed data: what screenshots and axe look at apart from any workspace. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: join(import.meta.dirname, "../../../out/lab"),
    emptyOutDir: true,
    target: "chrome140",
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      onLog(level, log, handler) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handler(level, log);
      },
    },
  },
});
