/**
 * Where the desktop console's three bundles start. Not live yet: it becomes so with the console, which
 * adds electron, electron-vite and React; until then nothing reads this file but the type checker.
 */
interface Bundle {
  readonly build: {
    readonly outDir: string;
    readonly rollupOptions: {
      readonly input: string;
      readonly output?: { readonly format: "cjs" };
    };
  };
}

const bundle = (outDir: string, input: string): Bundle => ({
  build: { outDir, rollupOptions: { input } },
});

const config: Readonly<Record<"main" | "preload" | "renderer", Bundle>> = {
  main: bundle("out/main", "main/electron/index.ts"),
  // The sandbox loads CommonJS only.
  preload: {
    build: {
      outDir: "out/preload",
      rollupOptions: { input: "main/preload/index.ts", output: { format: "cjs" } },
    },
  },
  renderer: bundle("out/renderer", "renderer/index.html"),
};

export default config;
