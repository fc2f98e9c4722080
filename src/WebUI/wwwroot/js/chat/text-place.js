// Elements that a still unfinished block keeps writing into; inline elements such as strong are complete.
const containers = new Set(
  ["DIV", "SECTION", "UL", "OL", "LI", "P", "BLOCKQUOTE", "PRE", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "TBODY", "TR", "TD"],
);

/** Appends text at a position. A resumed stream may repeat text, which is replaced and not written twice. */
export function appendAt(/** @type {Text} */ node, /** @type {number} */ at, /** @type {string} */ append) {
  if (at < node.length) node.deleteData(at, node.length - at);
  node.appendData(append);
}

export function insertionPoint(/** @type {HTMLElement} */ block) {
  let parent = block;
  for (;;) {
    const last = parent.lastElementChild;
    if (!(last instanceof HTMLElement)) return parent;
    const isContainer = containers.has(last.tagName) || (last.tagName === "CODE" && parent.tagName === "PRE");
    if (!isContainer) return parent;
    parent = last;
  }
}
