import { addressOf } from "../lib/files.js";
import { lazily } from "../lib/library.js";

const load = lazily(addressOf("lib/highlight/highlight.min.js"));

/** Highlights new code blocks. Code stays plain while the library is missing. */
export async function highlight(/** @type {Element | undefined} */ root) {
  const blocks = [...(root?.querySelectorAll("pre > code[class^=language-]:not(.hljs, .language-text)") ?? [])];
  if (blocks.length === 0) return;
  const highlighter = await load();
  if (!highlighter) return;
  for (const block of blocks) {
    const language = [...block.classList].find((name) => name.startsWith("language-"))?.slice("language-".length) ?? "";
    if (highlighter.getLanguage(language) && block.isConnected) highlighter.highlightElement(block);
  }
}
