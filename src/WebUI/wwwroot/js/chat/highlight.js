// @ts-check
import { pathBase } from "../lib/path-base.js";

const source = `${pathBase}/lib/highlight/highlight.min.js`;

let library = /** @type {Promise<any> | null} */ (null);

/** Colours the code blocks in an element that have none yet. The library is fetched with the first of them. */
export async function colour(/** @type {Element | undefined} */ root) {
  const blocks = [...(root?.querySelectorAll("pre > code[class^=language-]:not(.hljs, .language-text)") ?? [])];
  if (blocks.length === 0) return;
  // A build without npm has no library: then code stays plain.
  library ??= import(source).then((module) => module.default, () => null);
  const highlighter = await library;
  if (!highlighter) return;
  for (const block of blocks) {
    const language = [...block.classList].find((name) => name.startsWith("language-"))?.slice("language-".length) ?? "";
    if (highlighter.getLanguage(language) && block.isConnected) highlighter.highlightElement(block);
  }
}
