// @ts-check
import { all, make, one } from "./lib/dom.js";

/**
 * Shows the chats whose titles have the words.
 * @param {HTMLFormElement} form
 */
export function searchChats(form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const none = one("[data-chat-list-none]");
  field.addEventListener("input", () => {
    const words = field.value.trim().toLocaleLowerCase().split(/\s+/);
    let shown = 0;
    for (const day of all("[data-chat-list] section")) {
      let ofDay = 0;
      for (const chat of all("li", day)) {
        const title = chat.textContent?.toLocaleLowerCase() ?? "";
        chat.hidden = !words.every((word) => title.includes(word));
        if (!chat.hidden) ofDay++;
      }
      day.hidden = ofDay === 0;
      shown += ofDay;
    }
    if (none && all("[data-chat-list] li").length > 0) none.hidden = shown > 0;
  });
}

/** @returns {HTMLElement | null} */
const current = () => one('[data-chat-list] [aria-current="page"]');

/**
 * Tells the list of a new title of the chat that is open.
 * @param {string} title
 */
export function showTitle(title) {
  const text = current()?.querySelector(".chat-list__title");
  if (text) text.textContent = title;
}

/**
 * Tells the list whether an answer is being written in the chat that is open.
 * @param {boolean} isAnswering
 */
export function showAnswering(isAnswering) {
  const chat = current();
  const dot = chat?.querySelector(".dot");
  if (!isAnswering) dot?.remove();
  else if (!dot) chat?.append(make("live-dot"));
}
