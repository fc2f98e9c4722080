import { fromTemplate, one } from "./lib/dom.js";

const openChat = () => one('[data-chat-list] [aria-current="page"]');

export function showTitle(/** @type {string} */ title) {
  const text = openChat()?.querySelector(".chat-list__title");
  if (text) text.textContent = title;
}

export function showAnswering(/** @type {boolean} */ isAnswering) {
  const chat = openChat();
  const dot = chat?.querySelector(".dot--live");
  if (!isAnswering) dot?.remove();
  else if (!dot) chat?.append(fromTemplate("live-dot"));
}

/** Also true for a chat that the list has not loaded. */
export function mayOpenChatBeUnread() {
  const chat = openChat();
  return chat === null || chat.querySelector(".dot--unread") !== null;
}
