import { one } from "../lib/dom.js";
import { duration } from "../lib/human.js";
import { t } from "../lib/texts.js";
import { appendAt } from "./text-place.js";

export class Reasoning {
  #root;
  #text;
  #startedAt = /** @type {number | null} */ (null);

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    const text = /** @type {HTMLElement} */ (one("[data-reasoning-text]", root));
    this.#text = /** @type {Text} */ (text.firstChild ?? text.appendChild(new Text()));
  }

  // The server counts the seconds, so that a reload or another tab shows the same duration.
  append(/** @type {{ at: number, append: string, seconds: number | null, ended: boolean }} */ { at, append, seconds, ended }) {
    appendAt(this.#text, at, append);
    if (seconds === null) return;
    this.#startedAt = performance.now() - seconds * 1000;
    if (ended) this.end();
    else this.#setLabel(t("Reasoning…"));
  }

  end() {
    if (this.#startedAt === null) return;
    this.#setLabel(t("Reasoned for {0}", duration((performance.now() - this.#startedAt) / 1000)));
    this.#startedAt = null;
  }

  #setLabel(/** @type {string} */ text) {
    const label = one("[data-reasoning-label]", this.#root);
    if (label) label.textContent = text;
  }
}
