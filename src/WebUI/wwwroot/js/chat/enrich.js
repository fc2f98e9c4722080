import { all } from "../lib/dom.js";
import { makeAccessible } from "./accessible.js";
import { addCodeTools } from "./code-tools.js";
import { drawDiagrams } from "./diagrams.js";
import { highlight } from "./highlight.js";
import { typeset } from "./math.js";

/** @returns once code is highlighted and formulas are set */
export function enrich(/** @type {Element | undefined} */ root) {
  const blocks = root ? blocksOf(root) : [];
  for (const block of blocks) prepare(block);
  return decorate(blocks);
}

/** Decorates the last answers first, and lets the browser respond to its user after each: a long chat takes a second on a phone. */
export async function enrichAll(/** @type {Element} */ list) {
  const answers = all(".message--answer", list).map(blocksOf).reverse();
  for (const block of answers.flat()) prepare(block);
  for (const blocks of answers) {
    await decorate(blocks);
    await /** @type {any} */ (globalThis).scheduler?.yield?.();
  }
}

function prepare(/** @type {Element} */ block) {
  makeAccessible(block);
  addCodeTools(block);
}

async function decorate(/** @type {Element[]} */ blocks) {
  for (const block of blocks) drawDiagrams(block);
  await Promise.all(blocks.flatMap((block) => [highlight(block), typeset(block)]));
}

function blocksOf(/** @type {Element} */ root) {
  return root.matches(".block") ? [root] : all(".block", root).filter((block) => !isUnfinished(block));
}

function isUnfinished(/** @type {Element} */ block) {
  return block.nextElementSibling === null && block.closest("[aria-busy=true]") !== null;
}
