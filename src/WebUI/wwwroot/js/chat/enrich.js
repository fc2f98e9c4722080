import { all } from "../lib/dom.js";
import { makeAccessible } from "./accessible.js";
import { addCodeTools } from "./code-tools.js";
import { drawDiagrams } from "./diagrams.js";
import { highlight } from "./highlight.js";
import { typeset } from "./math.js";

export function enrich(/** @type {Element | undefined} */ root) {
  if (!root) return;
  const blocks = root.matches(".block") ? [root] : all(".block", root).filter((block) => !isUnfinished(block));
  for (const block of blocks) {
    makeAccessible(block);
    addCodeTools(block);
    highlight(block);
    typeset(block);
    drawDiagrams(block);
  }
}

function isUnfinished(/** @type {Element} */ block) {
  return block.nextElementSibling === null && block.closest("[aria-busy=true]") !== null;
}
