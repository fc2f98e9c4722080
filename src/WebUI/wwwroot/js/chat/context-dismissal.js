import { one } from "../lib/dom.js";

/** A warning of the context that was dismissed does not come back in this tab, until it has no reason for a while. */
export class NoticeDismissal {
  #key;
  #shown = /** @type {string | null} */ (null);

  constructor(/** @type {string} */ chat, /** @type {() => void} */ onDismiss) {
    this.#key = `dismissed:${chat}`;
    document.addEventListener("click", ({ target }) => {
      const button = /** @type {Element} */ (target).closest("[data-context-dismiss], [data-context-open]");
      if (button?.matches("[data-context-open]")) openGauge();
      if (!button?.matches("[data-context-dismiss]") || !this.#shown) return;
      sessionStorage.setItem(this.#key, this.#shown);
      onDismiss();
    });
  }

  /** @param {string | null} warning @returns {string | null} null also for a warning that was dismissed */
  filter(warning) {
    if (warning === null) sessionStorage.removeItem(this.#key);
    this.#shown = warning === sessionStorage.getItem(this.#key) ? null : warning;
    return this.#shown;
  }
}

function openGauge() {
  const gauge = one("#context-gauge");
  gauge?.setAttribute("open", "");
  one("summary", gauge ?? undefined)?.focus();
}
