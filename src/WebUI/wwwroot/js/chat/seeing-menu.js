import { all, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";

/** Whether a model sees images. Of one that is not installed the server tells. */
export function canSee(/** @type {string} */ model) {
  const items = /** @type {HTMLButtonElement[]} */ (all("button[name=model][data-can-see]"));
  return items.find((item) => item.value === model)?.dataset.canSee !== "false";
}

/** The models that can see, in the place of the button that sends. */
export class SeeingMenu {
  #menu;

  /** @param {HTMLFormElement} form @param {() => ((model: string) => Promise<boolean>)} choose saves the choice */
  constructor(form, choose) {
    this.#menu = one("[data-seeing]", form);
    this.#menu?.addEventListener("click", async ({ target }) => {
      const button = /** @type {HTMLButtonElement | null} */ (/** @type {Element} */ (target).closest("[data-see-with]"));
      if (button && await choose()(button.value)) form.requestSubmit();
    });
  }

  show(/** @type {boolean} */ isShown, /** @type {string} */ model) {
    if (!this.#menu) return;
    this.#menu.hidden = !isShown;
    const reason = one("[data-seeing-reason]", this.#menu);
    if (reason && isShown) reason.textContent = t("{0} can't see images.", model);
  }

  open() {
    this.#menu?.setAttribute("open", "");
    const first = this.#menu && one(".menu__item", this.#menu);
    first?.focus();
  }
}
