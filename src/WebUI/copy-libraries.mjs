// Copies what browsers load from the installed packages to the folder that is given, with the licences of all that is in it.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const packages = join(import.meta.dirname, "node_modules");
const target = process.argv[2];

/** @param {string} from within the packages @param {string} to @param {(name: string) => boolean} [isWanted] */
const copy = (from, to, isWanted = () => true) => {
  for (const name of readdirSync(join(packages, from))) {
    if (isWanted(name)) cpSync(join(packages, from, name), join(target, to, name));
  }
};

rmSync(target, { recursive: true, force: true });
copy("@highlightjs/cdn-assets/es", "highlight", (name) => name === "highlight.min.js");
copy("katex/dist", "katex", (name) => ["katex.mjs", "katex.min.css"].includes(name));
copy("katex/dist/fonts", "katex/fonts", (name) => name.endsWith(".woff2"));
copy("mermaid/dist", "mermaid", (name) => name === "mermaid.esm.min.mjs");
// Without a layout that has to be asked for by name and would be a quarter of it all.
copy("mermaid/dist/chunks/mermaid.esm.min", "mermaid/chunks/mermaid.esm.min", (name) => name.endsWith(".mjs") && !name.startsWith("elk-"));
for (const file of readdirSync(packages, { recursive: true, encoding: "utf8" })) {
  if (!/(^|[\\/])LICENSE[^\\/]*$/i.test(file)) continue;
  const name = dirname(file).replaceAll(/[\\/]node_modules[\\/]/g, "/");
  mkdirSync(join(target, "licences", name), { recursive: true });
  cpSync(join(packages, file), join(target, "licences", name, "LICENSE.txt"));
}
