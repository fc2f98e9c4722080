import { one } from "../lib/dom.js";
import { duration } from "../lib/human.js";
import { t } from "../lib/texts.js";
import { appendAt } from "./text-place.js";

export class Reasoning {
  #root;
  #text;
  #startedAt = 0;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    const text = /** @type {HTMLElement} */ (one("[data-thinking-text]", root));
    this.#text = /** @type {Text} */ (text.firstChild ?? text.appendChild(new Text()));
  }

  get isEmpty() {
    return this.#root.hidden;
  }

  // The server counts the seconds, so that a reload or another tab shows the same duration.
  append(/** @type {{ at: number, append: string, seconds: number | null }} */ { at, append, seconds }) {
    appendAt(this.#text, at, append);
    this.#root.hidden = this.#text.length === 0;
    if (seconds === null || !append) return;
    this.#startedAt = performance.now() - seconds * 1000;
    this.#setLabel(t("Reasoning…"));
  }

  end(/** @type {number | null} */ seconds = null) {
    if (!seconds && this.#startedAt !== 0) seconds = (performance.now() - this.#startedAt) / 1000;
    this.#startedAt = 0;
    if (seconds) this.#setLabel(t("Reasoned for {0}", duration(seconds)));
  }

  #setLabel(/** @type {string} */ text) {
    const label = one("[data-thinking-label]", this.#root);
    if (label) label.textContent = text;
  }
}
