import { one } from "./dom.js";
import { t } from "./texts.js";

const stateOf = (/** @type {HTMLFormElement} */ form) => JSON.stringify([...new FormData(form)].filter(([name]) => !name.startsWith("__")));

/** Says that a form has unsaved changes, and has the browser ask before the page is left with them. */
export function watchChanges(/** @type {HTMLFormElement} */ form) {
  const hint = one("[data-unsaved-hint]", form);
  const saved = stateOf(form);
  const wasRefused = form.dataset.unsavedForm === "changed";
  let isChanged = false;

  const update = () => {
    isChanged = wasRefused || stateOf(form) !== saved;
    if (hint) hint.textContent = isChanged ? t("You have unsaved changes.") : "";
  };
  const ask = (/** @type {BeforeUnloadEvent} */ event) => { if (isChanged) event.preventDefault(); };

  form.addEventListener("input", update);
  form.addEventListener("change", update);
  // The fields change after the event.
  form.addEventListener("reset", () => setTimeout(update));
  const leave = () => removeEventListener("beforeunload", ask);
  form.addEventListener("submit", leave);
  one("[data-discard]", form)?.addEventListener("click", leave);
  addEventListener("beforeunload", ask);
  update();
}
