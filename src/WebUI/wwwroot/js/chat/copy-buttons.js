import { get } from "../lib/api.js";
import { copy } from "../lib/clipboard.js";
import { one } from "../lib/dom.js";
import { copySelection } from "./sources.js";

export function enableCopying(/** @type {string} */ chat) {
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const message = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-message]"));
    if (!button || !message) return;
    if (button.matches("[data-copy-message]")) copy(button, () => one("[data-text]", message)?.textContent ?? "");
    if (button.matches("[data-copy-answer]")) {
      copy(button, async () => (await get(`${chat}/message/${message.dataset.message}`)).message.content);
    }
  });
  document.addEventListener("copy", copySelection);
}
