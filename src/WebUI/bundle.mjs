// Bundles what pages load, in the folder that is given, into a few files that browsers may keep: their names change with their content.
// bundle/files.json tells how each file is named there.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(process.argv[2]);
const folder = "bundle";
/** @type {Record<string, string>} */
const names = {};

/** @param {import("esbuild").BuildOptions} options @param {string} [file] its name in files.json; by default the path of the source */
const bundle = async (options, file) => {
  const { metafile } = await build({
    absWorkingDir: root,
    outdir: folder,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    legalComments: "none",
    sourcemap: true,
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint) names[file ?? entryPoint] = output;
};

rmSync(join(root, folder), { recursive: true, force: true });

// Each icon on a page has the address, so it is short.
await bundle({ entryPoints: ["icons/icons.svg", "icons/mark.svg"], loader: { ".svg": "copy" }, entryNames: "[hash]", sourcemap: false });
await bundle({ entryPoints: ["lib/highlight/highlight.min.js", "lib/katex/katex.mjs"], format: "esm", sourcemap: false });
// Browsers read the first format of a font, and only that is here.
await bundle({ entryPoints: ["css/main.css", "css/katex.css"], loader: { ".woff2": "file" }, external: ["*.woff", "*.ttf"] });
await bundle({ entryPoints: ["js/load-guard.js"], format: "iife" });
// In a folder of its own, which all origins may read.
await bundle({ entryPoints: ["js/sandbox/diagram.js"], format: "esm", entryNames: "sandbox/[name]-[hash]" });

// The scripts of all pages in one file. In several, a chat would need twelve, and the smallest page would save 15 kB once.
const pages = readdirSync(join(root, "js")).filter((name) => name.endsWith("-page.js")).map((name) => name.slice(0, -".js".length));
await bundle({
  stdin: {
    contents: `
      import "./main.js";
      const pages = { ${pages.map((page) => `"${page}": () => import("./${page}.js")`)} };
      pages[document.documentElement.dataset.script]?.();`,
    resolveDir: join(root, "js"),
  },
  format: "esm",
  entryNames: "app-[hash]",
  define: { "import.meta.bundled": JSON.stringify(names) },
}, "js/app.js");

writeFileSync(join(root, folder, "files.json"), JSON.stringify(names, null, 2));
