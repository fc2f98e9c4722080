import { post } from "../lib/api.js";
import { all, announce } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { showTitle } from "../sidebar.js";

/** The title in the header, which saves when it loses focus. */
export class Title {
  #form;
  #field;
  #saved;

  constructor(/** @type {HTMLFormElement} */ form) {
    this.#form = form;
    this.#field = /** @type {HTMLInputElement} */ (form.elements.namedItem("chat_name"));
    this.#saved = this.#field.value;
    // Otherwise the browser would block a second attempt with the same value.
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

  /** Shows a title from the server, unless the user is editing the field. */
  update(/** @type {string} */ title) {
    const isEditing = document.activeElement === this.#field || this.#field.validity.customError;
    if (!isEditing || this.#field.value === this.#saved) this.#field.value = title;
    this.#show(title);
  }

  async #save() {
    const title = this.#field.value.trim().replace(/\s+/g, " ");
    if (title === this.#saved || title === "") {
      this.#field.value = this.#saved;
      this.#clearError();
      return;
    }
    // Already rejected; saving again would move the focus back for ever.
    if (this.#field.validity.customError) return;
    try {
      await post(this.#form.action, new FormData(this.#form));
      this.#field.value = title;
      this.#clearError();
      this.#show(title);
      announce(t("Chat renamed."));
    } catch (error) {
      this.#field.setAttribute("aria-invalid", "true");
      this.#field.setCustomValidity(/** @type {Error} */ (error).message);
      this.#field.reportValidity();
    }
  }

  #clearError() {
    this.#field.setCustomValidity("");
    this.#field.removeAttribute("aria-invalid");
  }

  #show(/** @type {string} */ title) {
    this.#saved = title;
    document.title = `${title} - Chat AI`;
    for (const place of all("[data-title]")) place.textContent = title;
    showTitle(title);
  }
}
