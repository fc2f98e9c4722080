import { all, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";

const levels = /** @type {Record<string, string>} */ ({ low: t("low"), medium: t("medium"), high: t("high") });

export class ThinkingChoice {
  #root;

  constructor(/** @type {HTMLElement} */ root, /** @type {(mode: string) => Promise<boolean>} */ save) {
    this.#root = root;
    root.addEventListener("click", async (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (!button) return;
      event.preventDefault();
      if (await save(button.value)) this.#show(button.value);
    });
  }

  setModel(/** @type {string} */ model) {
    const items = /** @type {HTMLButtonElement[]} */ (all("button[name=model][data-thinking-kind]"));
    const kind = items.find((item) => item.value === model)?.dataset.thinkingKind ?? "none";
    const toggle = one("[data-thinking-switch]", this.#root);
    const levels = one("[data-thinking-levels]", this.#root);
    if (toggle) toggle.hidden = kind !== "switch";
    if (levels) levels.hidden = kind !== "levels";
  }

  #show(/** @type {string} */ mode) {
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
    if (level) level.textContent = chosen ? `: ${levels[mode] ?? mode}` : "";
  }
}
