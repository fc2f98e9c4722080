import { fromTemplate, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";

const marks = { "pin-mark": ".chat-list__mark", "live-dot": ".dot--live", "unread-dot": ".dot--unread" };

export const linkTo = (/** @type {string} */ id) => `${pathBase}/chat/${id}`;

export const idOf = (/** @type {HTMLElement} */ row) => one("a", row)?.getAttribute("href")?.slice(linkTo("").length) ?? "";

export function createRow(/** @type {string} */ id) {
  const row = fromTemplate("chat-list-chat");
  const link = /** @type {HTMLAnchorElement} */ (one("a", row));
  link.setAttribute("href", linkTo(id));
  if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
  return row;
}

/** @param {HTMLElement} row @param {import("./chat-list.js").Chat} chat */
export function showChat(row, chat) {
  const link = /** @type {HTMLElement} */ (one("a", row));
  const title = /** @type {HTMLElement} */ (one(".chat-list__title", row));
  if (title.textContent !== chat.title) title.textContent = chat.title;
  showMark(link, "pin-mark", chat.isPinned);
  showMark(link, "live-dot", chat.isAnswering);
  showMark(link, "unread-dot", chat.isUnread);
}

function showMark(/** @type {Element} */ link, /** @type {keyof typeof marks} */ name, /** @type {boolean} */ isShown) {
  const mark = one(marks[name], link);
  if (!isShown) mark?.remove();
  else if (!mark) link.append(fromTemplate(name));
}
