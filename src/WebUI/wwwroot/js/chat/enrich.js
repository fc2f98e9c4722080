import { all } from "../lib/dom.js";
import { makeAccessible } from "./accessible.js";
import { addCodeTools } from "./code-tools.js";
import { drawDiagrams } from "./diagrams.js";
import { highlight } from "./highlight.js";
import { typeset } from "./math.js";

export function enrich(/** @type {Element | undefined} */ root) {
  const blocks = root ? blocksOf(root) : [];
  for (const block of blocks) prepare(block);
  for (const block of blocks) decorate(block);
}

/** Without tools: for paper. */
export function enrichForPrint(/** @type {Element} */ list) {
  for (const block of blocksOf(list)) {
    makeAccessible(block);
    decorate(block);
  }
}

/** Decorates blocks when they come near the window: all at once would keep a phone busy for seconds. */
export function enrichAll(/** @type {Element} */ list) {
  const nearness = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) {
      if (!isIntersecting) continue;
      nearness.unobserve(target);
      decorate(target);
    }
  }, { rootMargin: "100% 0px" });
  for (const block of blocksOf(list)) {
    prepare(block);
    nearness.observe(block);
  }
  // Blocks that are decorated already stay as they are.
  addEventListener("beforeprint", () => blocksOf(list).forEach(decorate));
}

function prepare(/** @type {Element} */ block) {
  makeAccessible(block);
  addCodeTools(block);
}

function decorate(/** @type {Element} */ block) {
  drawDiagrams(block);
  highlight(block);
  typeset(block);
}

function blocksOf(/** @type {Element} */ root) {
  return root.matches(".block") ? [root] : all(".block", root).filter((block) => !isUnfinished(block));
}

function isUnfinished(/** @type {Element} */ block) {
  return block.nextElementSibling === null && block.closest("[aria-busy=true]") !== null;
}
