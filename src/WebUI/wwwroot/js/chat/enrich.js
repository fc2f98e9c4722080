import { all } from "../lib/dom.js";
import { makeAccessible } from "./accessible.js";
import { addCodeTools } from "./code-tools.js";
import { drawDiagrams } from "./diagrams.js";
import { highlight } from "./highlight.js";
import { typeset } from "./math.js";

export function enrich(/** @type {Element | undefined} */ root) {
  const blocks = root ? blocksOf(root) : [];
  for (const block of blocks) prepare(block);
  decorate(blocks);
}

/** Decorates a block when it comes near the window: all at once would keep a phone busy for seconds. */
export function enrichAll(/** @type {Element} */ list) {
  const waiting = new Set(blocksOf(list));
  const nearness = new IntersectionObserver((changes) => {
    show(changes.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target));
  }, { rootMargin: "100% 0px" });
  for (const block of waiting) {
    prepare(block);
    nearness.observe(block);
  }
  addEventListener("beforeprint", () => show([...waiting]));

  function show(/** @type {Element[]} */ blocks) {
    for (const block of blocks) {
      waiting.delete(block);
      nearness.unobserve(block);
    }
    decorate(blocks);
  }
}

function prepare(/** @type {Element} */ block) {
  makeAccessible(block);
  addCodeTools(block);
}

function decorate(/** @type {Element[]} */ blocks) {
  for (const block of blocks) {
    drawDiagrams(block);
    highlight(block);
    typeset(block);
  }
}

function blocksOf(/** @type {Element} */ root) {
  return root.matches(".block") ? [root] : all(".block", root).filter((block) => !isUnfinished(block));
}

function isUnfinished(/** @type {Element} */ block) {
  return block.nextElementSibling === null && block.closest("[aria-busy=true]") !== null;
}
