// @ts-check

// The elements whose text goes on when an unfinished block does; inline ones, such as strong, have ended.
const holders = new Set(["DIV", "SECTION", "UL", "OL", "LI", "P", "BLOCKQUOTE", "PRE", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "TBODY", "TR", "TD"]);

/** Appends what comes at a place. What is there already, because a stream was resumed, is not written twice. */
export function continueText(/** @type {Text} */ node, /** @type {number} */ at, /** @type {string} */ append) {
  if (at < node.length) node.deleteData(at, node.length - at);
  node.appendData(append);
}

/** Where the text of a block goes on. @returns {HTMLElement} */
export function placeOf(/** @type {HTMLElement} */ block) {
  let place = block;
  for (;;) {
    const last = place.lastElementChild;
    if (!(last instanceof HTMLElement) || !(holders.has(last.tagName) || (last.tagName === "CODE" && place.tagName === "PRE"))) return place;
    place = last;
  }
}
