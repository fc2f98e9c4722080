// @ts-check
import { post } from "../lib/api.js";
import { announce, one } from "../lib/dom.js";
import { showTitle } from "../sidebar.js";

/** The title in the header: a field that saves itself. */
export class Title {
  /** @type {HTMLFormElement} */ #form;
  /** @type {HTMLInputElement} */ #field;
  #saved;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#field = /** @type {HTMLInputElement} */ (form.elements.namedItem("chat_name"));
    this.#saved = this.#field.value;
    // Else what was refused could not be sent again as it is.
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#field.setCustomValidity("");
      this.#field.blur();
    });
    this.#field.addEventListener("input", () => this.#field.setCustomValidity(""));
    this.#field.addEventListener("blur", () => this.#save());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.#field.value = this.#saved;
      this.#field.blur();
    });
  }

  /**
   * Takes a title that the server gave, unless somebody is writing one, or has written one that was refused.
   * @param {string} title
   */
  take(title) {
    const isAtWork = document.activeElement === this.#field || this.#field.validity.customError;
    if (!isAtWork || this.#field.value === this.#saved) this.#field.value = title;
    this.#show(title);
  }

  async #save() {
    const title = this.#field.value.trim().replace(/\s+/g, " ");
    if (title === this.#saved || title === "") {
      this.#field.value = this.#saved;
      this.#accept();
      return;
    }
    // Refused already: leaving the field is not to be asked, and called back, again.
    if (this.#field.validity.customError) return;
    try {
      await post(this.#form.action, new FormData(this.#form));
      this.#field.value = title;
      this.#accept();
      this.#show(title);
      announce("Chat renamed.");
    } catch (refusal) {
      this.#field.setAttribute("aria-invalid", "true");
      // Shown beside the field by the browser, and read out; it goes with the next key.
      this.#field.setCustomValidity(/** @type {Error} */ (refusal).message);
      this.#field.reportValidity();
    }
  }

  #accept() {
    this.#field.setCustomValidity("");
    this.#field.removeAttribute("aria-invalid");
  }

  /** @param {string} title */
  #show(title) {
    this.#saved = title;
    document.title = `${title} - Chat AI`;
    const heading = one("[data-title]");
    if (heading) heading.textContent = title;
    showTitle(title);
  }
}
