import { post } from "../lib/api.js";
import { all, announce, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { Downloads } from "./downloads.js";
import { clearError, showError } from "./error-message.js";
import { pollStatus } from "./server.js";

/** Downloads right on the page of a new chat, and loads it again when Ollama or a model is there. */
export function enableSetup(/** @type {HTMLElement} */ setup) {
  const section = one("[data-downloads-section]", setup);
  const downloads = section && new Downloads(section, () => location.reload());

  pollStatus(({ status, models }) => {
    if (`${status} ${models}` !== setup.dataset.setup) location.reload();
  });

  setup.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const isChoice = form.matches("[data-first-model]");
    if (!section || (!isChoice && !form.closest("[data-download]"))) return;
    event.preventDefault();
    clearError(setup);
    const buttons = /** @type {HTMLButtonElement[]} */ (all("button", form));
    for (const button of buttons) button.disabled = true;
    try {
      const started = await post(form.action, new FormData(form));
      if (isChoice) {
        announce(t("Downloading {0}.", started.model));
        section.hidden = false;
        section.focus();
        downloads?.bringIntoView(started.id);
      }
    } catch (error) {
      showError(form.closest("[data-download]") ?? form, /** @type {Error} */ (error).message);
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  });
}
