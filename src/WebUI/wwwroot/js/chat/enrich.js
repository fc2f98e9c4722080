// @ts-check
import { all } from "../lib/dom.js";
import { drawDiagrams } from "./diagrams.js";
import { colour } from "./highlight.js";
import { typeset } from "./math.js";

/**
 * Gives what is whole in an answer its colours, formulas and diagrams.
 * @param {Element | undefined} root a block that is whole, or what has blocks in it
 */
export function enrich(root) {
  if (!root) return;
  const blocks = root.matches(".block") ? [root] : all(".block", root).filter((block) => !isOpen(block));
  for (const block of blocks) {
    colour(block);
    typeset(block);
    drawDiagrams(block);
  }
}

function isOpen(/** @type {Element} */ block) {
  return block.nextElementSibling === null && block.closest("[aria-busy=true]") !== null;
}
