// @ts-check
import { post } from "./lib/api.js";
import { announce } from "./lib/dom.js";
import { clearError, placeOf, showError } from "./models/error-message.js";

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const next = form.dataset.act;
  if (next === undefined) return;
  event.preventDefault();
  const place = placeOf(form, null);
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  clearError(place);
  /** @type {HTMLElement | null} */ (form.closest("[popover]"))?.hidePopover();
  if (button) button.disabled = true;
  if (form.dataset.says) announce(form.dataset.says);
  try {
    await post(form.action, new FormData(form));
    if (next) location.assign(next);
    else location.reload();
  } catch (refusal) {
    showError(place, /** @type {Error} */ (refusal).message);
    if (button) button.disabled = false;
  }
});
