import { one, setShown } from "../lib/dom.js";
import { t } from "../lib/texts.js";

/** Below an answer: what happens at the moment. */
export class LiveLabel {
  #root;
  #text;
  #isDisconnected = false;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    this.#text = one("[data-live-text]", root)?.textContent ?? "";
  }

  set(/** @type {string} */ text) {
    this.#text = text;
    this.#show(text);
  }

  /** The label of the reasoning says what happens. */
  clear(/** @type {{ hide: boolean }} */ { hide }) {
    if (hide && !this.#isDisconnected) this.hide();
    this.#text = "";
  }

  hide() {
    setShown("[data-live]", false, this.#root);
  }

  disconnected() {
    this.#isDisconnected = true;
    this.#show(t("Connection lost, reconnecting"));
  }

  reconnected() {
    if (!this.#isDisconnected) return;
    this.#isDisconnected = false;
    if (this.#text) this.#show(this.#text);
    else this.hide();
  }

  #show(/** @type {string} */ text) {
    const label = one("[data-live-text]", this.#root);
    if (label && label.textContent !== text) label.textContent = text;
    setShown("[data-foot]", true, this.#root);
    setShown("[data-live]", true, this.#root);
  }
}
