import { all, fromTemplate, one } from "../lib/dom.js";

const containers = "[data-download], [data-installed], [data-family], [data-by-hand], [data-request], [data-act-row], .page__head";

/** The part of the page that a form acts on. */
export function containerOf(/** @type {HTMLFormElement} */ form, /** @type {HTMLElement | null} */ submitter) {
  const model = form.dataset.of;
  return /** @type {HTMLElement} */ (
    (model && one(`[data-installed="${CSS.escape(model)}"]`)) || (submitter ?? form).closest(containers) || form);
}

export function showError(/** @type {HTMLElement} */ container, /** @type {string} */ sentence) {
  clearError(container);
  const notice = fromTemplate("refusal");
  const text = one(".notice__text", notice);
  if (text) text.textContent = sentence;
  one("[data-close]", notice)?.addEventListener("click", () => notice.remove());
  container.append(notice);
  notice.scrollIntoView({ block: "nearest" });
}

export function clearError(/** @type {HTMLElement} */ container) {
  for (const notice of all("[data-refusal]", container)) notice.remove();
}
