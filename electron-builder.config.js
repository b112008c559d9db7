import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Electron's numbers for processors. */
const PROCESSORS = { 1: "x64", 3: "arm64" };
/** Packages whose native part is a package of its own per system; npm installs that of this computer only. */
const NATIVE = ["@duckdb/node-bindings", "@napi-rs/keyring"];

/** A program without its database would start and then fail: such a one is not packed. */
async function nativePartsAreThere({ electronPlatformName: system, arch, appOutDir, packager }) {
  const folder = join(packager.getResourcesDir(appOutDir), "app.asar.unpacked/node_modules");
  const processor = PROCESSORS[arch];
  for (const name of NATIVE) {
    const [owner, short] = name.split("/");
    const part = `${short}-${system}-${processor}`;
    const found = readdirSync(join(folder, owner)).filter((entry) => entry.startsWith(part));
    const files = found.flatMap((entry) => readdirSync(join(folder, owner, entry)));
    if (!files.some((file) => file.endsWith(".node"))) {
      throw new Error(
        `${owner}/${part} is not installed, so a program for ${system} ${processor} cannot be packed here. ` +
          `Pack it on such a computer, or install that package first.`,
      );
    }
  }
}

/**
 * How the desktop program is packed, in its first form: fuses, signing and the updater come later.
 * @type {import("electron-builder").Configuration}
 */
export default {
  appId: "app.medallion.console",
  productName: "Medallion",
  directories: { output: "dist", buildResources: "resources/icons" },
  // Native packages bring their parts built; nothing is compiled here.
  npmRebuild: false,
  asar: true,
  // The engine is a shared library beside its small binding: both are opened by the system, not by Node.
  asarUnpack: ["node_modules/@duckdb/**", "node_modules/@napi-rs/**"],
  files: [
    "package.json",
    "LICENSE",
    "out/main/**",
    "out/preload/**",
    "out/renderer/**",
    "sql/**",
    "resources/**",
    "!**/*.{ts,tsx,cts,mts,map}",
    "!**/{test,tests,__tests__,fixtures,docs,example,examples}/**",
    "!**/*.test.*",
  ],
  // A .deb names a homepage; this one stands for it until there is one.
  extraMetadata: { homepage: "https://example.com/medallion" },
  afterPack: nativePartsAreThere,
  linux: {
    target: ["AppImage", "deb"],
    category: "Office",
    icon: "resources/icons/icon.png",
    maintainer: "Medallion <medallion@example.com>",
    synopsis: "Keeps the data warehouse of a shop",
  },
  win: { target: "nsis", icon: "resources/icons/icon.png" },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: "dmg",
    category: "public.app-category.business",
    icon: "resources/icons/icon.png",
  },
};
