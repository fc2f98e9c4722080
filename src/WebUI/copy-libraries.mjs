// Copies what browsers load from the installed packages to the folder that is given, with a file of the licences of all that is in it.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
copy("mermaid/dist/chunks/mermaid.esm.min", "mermaid/chunks/mermaid.esm.min", (name) => name.endsWith(".mjs"));

const locked = JSON.parse(readFileSync(join(import.meta.dirname, "package-lock.json"), "utf8")).packages;
const isTool = (/** @type {string} */ name) => locked[`node_modules/${name}`]?.dev;

/** @type {Map<string, string[]>} the packages of each text: most texts are the same */
const licences = new Map();
for (const file of readdirSync(packages, { recursive: true, encoding: "utf8" })) {
  if (!/(^|[\\/])LICENSE(-\w+)?(\.(md|txt))?$/i.test(file)) continue;
  if (isTool(dirname(file))) continue;
  const text = readFileSync(join(packages, file), "utf8").trim();
  const name = dirname(file).replaceAll(/[\\/]node_modules[\\/]/g, "/");
  licences.set(text, [...(licences.get(text) ?? []), name]);
}
const notices = [...licences].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
writeFileSync(join(target, "licences.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));
