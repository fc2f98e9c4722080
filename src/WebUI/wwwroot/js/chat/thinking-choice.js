// @ts-check
import { all, one } from "../lib/dom.js";

/** Let the model reason before it answers, and how hard: as far as the model that is chosen lets it be said. */
export class ThinkingChoice {
  /** @type {HTMLElement} */ #root;

  /**
   * @param {HTMLElement} root
   * @param {(mode: string) => Promise<boolean>} choose says whether it was taken
   */
  constructor(root, choose) {
    this.#root = root;
    root.addEventListener("click", async (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (!button) return;
      event.preventDefault();
      if (await choose(button.value)) this.#show(button.value);
    });
  }

  /**
   * Offers what a model takes, as its place in the picker tells.
   * @param {string} model
   */
  use(model) {
    const items = /** @type {HTMLButtonElement[]} */ (all("button[name=model][data-thinking-kind]"));
    const kind = items.find((item) => item.value === model)?.dataset.thinkingKind ?? "none";
    const toggle = one("[data-thinking-switch]", this.#root);
    const levels = one("[data-thinking-levels]", this.#root);
    if (toggle) toggle.hidden = kind !== "switch";
    if (levels) levels.hidden = kind !== "levels";
  }

  /** @param {string} mode */
  #show(mode) {
    const field = /** @type {HTMLInputElement | null} */ (one("[data-thinking-field]", this.#root));
    if (field) field.value = mode;
    const toggle = /** @type {HTMLButtonElement | null} */ (one("[data-thinking-switch]", this.#root));
    toggle?.setAttribute("aria-pressed", mode === "off" ? "false" : "true");
    if (toggle) toggle.value = mode === "off" ? "on" : "off";

    const items = /** @type {HTMLButtonElement[]} */ (all(".menu__item", this.#root));
    for (const item of items) item.toggleAttribute("aria-current", false);
    const chosen = items.find((item) => item.value === mode);
    chosen?.setAttribute("aria-current", "true");
    const level = one("[data-thinking-level]", this.#root);
    if (level) level.textContent = chosen ? `: ${mode}` : "";
  }
}
