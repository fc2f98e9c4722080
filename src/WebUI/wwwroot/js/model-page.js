import { post } from "./lib/api.js";
import { announce } from "./lib/dom.js";
import { clearError, containerOf, showError } from "./models/error-message.js";

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const next = form.dataset.act;
  if (next === undefined) return;
  event.preventDefault();
  const container = containerOf(form, null);
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  clearError(container);
  form.closest("dialog")?.close();
  if (button) button.disabled = true;
  if (form.dataset.says) announce(form.dataset.says);
  try {
    await post(form.action, new FormData(form));
    if (next) location.assign(next);
    else location.reload();
  } catch (error) {
    showError(container, /** @type {Error} */ (error).message);
    if (button) button.disabled = false;
  }
});
