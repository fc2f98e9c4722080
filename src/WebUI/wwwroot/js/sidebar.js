import { all, fromTemplate, one } from "./lib/dom.js";

export function filterChats() {
  const field = /** @type {HTMLInputElement | null} */ (one("[data-chat-search] [name=q]"));
  if (!field) return;
  const terms = field.value.trim().toLocaleLowerCase().split(/\s+/);
  let total = 0;
  let shown = 0;
  for (const section of all("[data-chat-list] section")) {
    let shownInSection = 0;
    for (const chat of all("li", section)) {
      const title = chat.textContent?.toLocaleLowerCase() ?? "";
      chat.hidden = !terms.every((term) => title.includes(term));
      if (!chat.hidden) shownInSection++;
      total++;
    }
    section.hidden = shownInSection === 0;
    shown += shownInSection;
  }
  const none = one("[data-chat-list-none]");
  if (none) none.hidden = shown > 0 || total === 0;
}

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
