// @ts-check
import { all, make, one } from "../lib/dom.js";

const places = "[data-download], [data-installed], [data-family], [data-by-hand], [data-request], [data-act-row], .page__head";

/**
 * What on the page a form is about.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter where it lies, of the buttons that belong to a form elsewhere
 * @returns {HTMLElement}
 */
export function placeOf(form, submitter) {
  const model = form.dataset.of;
  return /** @type {HTMLElement} */ (
    (model && one(`[data-installed="${CSS.escape(model)}"]`)) || (submitter ?? form).closest(places) || form);
}

/** Says beside what failed why it did. */
export function showError(/** @type {HTMLElement} */ place, /** @type {string} */ sentence) {
  clearError(place);
  const notice = make("refusal");
  const text = one(".notice__text", notice);
  if (text) text.textContent = sentence;
  one("[data-close]", notice)?.addEventListener("click", () => notice.remove());
  place.append(notice);
  notice.scrollIntoView({ block: "nearest" });
}

export function clearError(/** @type {HTMLElement} */ place) {
  for (const notice of all("[data-refusal]", place)) notice.remove();
}
