import { get } from "../lib/api.js";
import { copy } from "../lib/clipboard.js";
import { one } from "../lib/dom.js";
import { copySelection } from "./sources.js";

export function enableCopying(/** @type {string} */ chat) {
  const fetched = /** @type {WeakMap<Element, string>} */ (new WeakMap());

  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const message = button && messageOf(button);
    if (!message) return;
    if (button.matches("[data-copy-message]")) copy(button, () => one("[data-text]", message)?.textContent ?? "");
    if (button.matches("[data-copy-answer]")) {
      copy(button, () => fetched.get(button) ?? fetchAnswer(button));
      fetched.delete(button);
    }
  });
  for (const before of ["pointerover", "focusin"]) document.addEventListener(before, fetchAhead);
  document.addEventListener("copy", copySelection);

  // Without HTTPS, Safari copies only at once after the click. In other browsers, and with HTTPS, the text may come later.
  async function fetchAhead(/** @type {Event} */ event) {
    const button = navigator.clipboard ? null : /** @type {Element} */ (event.target).closest("[data-copy-answer]");
    if (!button) return;
    try {
      fetched.set(button, await fetchAnswer(button));
    } catch {
      // A click tells that it was not copied.
    }
  }

  async function fetchAnswer(/** @type {Element} */ button) {
    return (await get(`${chat}/message/${messageOf(button)?.dataset.message}`)).message.content;
  }
}

function messageOf(/** @type {Element} */ button) {
  return /** @type {HTMLElement | null} */ (button.closest("[data-message]"));
}
