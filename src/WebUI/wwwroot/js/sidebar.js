// @ts-check
import { all, make, one } from "./lib/dom.js";

/** Shows the chats whose titles have the words that are searched for. */
export function filterChats() {
  const field = /** @type {HTMLInputElement | null} */ (one("[data-chat-search] [name=q]"));
  if (!field) return;
  const words = field.value.trim().toLocaleLowerCase().split(/\s+/);
  let chats = 0;
  let shown = 0;
  for (const day of all("[data-chat-list] section")) {
    let ofDay = 0;
    for (const chat of all("li", day)) {
      const title = chat.textContent?.toLocaleLowerCase() ?? "";
      chat.hidden = !words.every((word) => title.includes(word));
      if (!chat.hidden) ofDay++;
      chats++;
    }
    day.hidden = ofDay === 0;
    shown += ofDay;
  }
  const none = one("[data-chat-list-none]");
  if (none) none.hidden = shown > 0 || chats === 0;
}

/** @returns {HTMLElement | null} */
const current = () => one('[data-chat-list] [aria-current="page"]');

/** Tells the list of a new title of the chat that is open. */
export function showTitle(/** @type {string} */ title) {
  const text = current()?.querySelector(".chat-list__title");
  if (text) text.textContent = title;
}

/** Tells the list whether an answer is being written in the chat that is open. */
export function showAnswering(/** @type {boolean} */ isAnswering) {
  const chat = current();
  const dot = chat?.querySelector(".dot--live");
  if (!isAnswering) dot?.remove();
  else if (!dot) chat?.append(make("live-dot"));
}

/** Whether the chat that is open may have an answer that its owner has not seen; the list does not have every chat. */
export function isOpenChatUnread() {
  const chat = current();
  return chat === null || chat.querySelector(".dot--unread") !== null;
}
