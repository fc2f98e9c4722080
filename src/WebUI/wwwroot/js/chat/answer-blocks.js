import { update } from "../lib/fragment.js";
import { enrich } from "./enrich.js";
import { keepColumns } from "./table-columns.js";
import { appendAt, insertionPoint } from "./text-place.js";

/** The rendered blocks of a text. Each event touches only the last block, so its cost does not grow with the answer. */
export class AnswerBlocks {
  #root;
  #tail = /** @type {Text | null} */ (null);
  #tailBlock = -1;
  #caret = document.createElement("span");
  #current = -1;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    this.#caret.className = "caret";
  }

  get isEmpty() {
    return this.#root.childElementCount === 0;
  }

  replace(/** @type {number} */ index, /** @type {string} */ html) {
    // First of all, because it may be in the block before.
    this.#removeTail();
    this.#start(index);
    const block = this.#blockAt(index);
    this.#caret.remove();
    update(block, html);
    keepColumns(block);
    insertionPoint(block).append(this.#caret);
  }

  removeFrom(/** @type {number} */ index) {
    this.#removeTail();
    for (let count = this.#root.childElementCount - index; count > 0; count--) this.#root.lastElementChild?.remove();
    this.#current = Math.min(this.#current, index - 1);
  }

  append(/** @type {{ index: number, at: number, append: string }} */ { index, at, append }) {
    this.#start(index);
    if (!this.#tail || this.#tailBlock !== index || !this.#tail.isConnected) {
      const block = this.#blockAt(index);
      const parent = block.firstChild ? insertionPoint(block) : block.appendChild(document.createElement("p"));
      this.#tail = new Text();
      this.#tailBlock = index;
      // A row of a table shows when it is rendered: its text would move all columns, again and again.
      if (parent.closest("table")) block.appendChild(hiddenPlace()).append(this.#tail);
      else parent.append(this.#tail);
    }
    appendAt(this.#tail, at, append);
    // A new element, because a caret that moves would count as a layout shift.
    if (!this.#tail.parentElement?.hidden) this.#tail.after(this.#caret);
  }

  end() {
    this.#caret.remove();
    if (this.#current >= 0) enrich(this.#root.children[this.#current]);
    this.#current = -1;
  }

  // A block behind which another begins is complete.
  #start(/** @type {number} */ index) {
    if (index <= this.#current) return;
    if (this.#current >= 0) enrich(this.#root.children[this.#current]);
    this.#current = index;
  }

  // Rendered HTML includes the text of the tail.
  #removeTail() {
    if (this.#tail?.parentElement?.hidden) this.#tail.parentElement.remove();
    this.#tail?.remove();
    this.#tail = null;
  }

  #blockAt(/** @type {number} */ index) {
    while (this.#root.childElementCount <= index) {
      const block = document.createElement("div");
      block.className = "block";
      block.dataset.index = String(this.#root.childElementCount);
      block.dir = "auto";
      this.#root.append(block);
    }
    return /** @type {HTMLElement} */ (this.#root.children[index]);
  }
}

function hiddenPlace() {
  const place = document.createElement("span");
  place.hidden = true;
  return place;
}
