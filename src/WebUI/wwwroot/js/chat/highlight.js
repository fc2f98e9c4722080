import { pathBase } from "../lib/path-base.js";

const source = `${pathBase}/lib/highlight/highlight.min.js`;

let library = /** @type {Promise<any> | null} */ (null);

/** Highlights new code blocks. The library is loaded with the first of them. */
export async function highlight(/** @type {Element | undefined} */ root) {
  const blocks = [...(root?.querySelectorAll("pre > code[class^=language-]:not(.hljs, .language-text)") ?? [])];
  if (blocks.length === 0) return;
  // Missing in a build without npm; code then stays plain.
  library ??= import(source).then((module) => module.default, () => null);
  const highlighter = await library;
  if (!highlighter) return;
  for (const block of blocks) {
    const language = [...block.classList].find((name) => name.startsWith("language-"))?.slice("language-".length) ?? "";
    if (highlighter.getLanguage(language) && block.isConnected) highlighter.highlightElement(block);
  }
}
