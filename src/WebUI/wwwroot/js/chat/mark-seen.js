import { post } from "../lib/api.js";
import { mayOpenChatBeUnread } from "../sidebar.js";

/** Marks the chat as seen while it is visible and focused. @returns to be called when an answer has ended */
export function markSeenWhenVisible(/** @type {string} */ chat) {
  const isVisible = () => !document.hidden && document.hasFocus();
  // A failed request is repeated at the next visit.
  const markSeen = () => { post(`${chat}/seen`).catch(() => null); };
  const check = () => { if (isVisible() && mayOpenChatBeUnread()) markSeen(); };

  addEventListener("focus", check);
  document.addEventListener("visibilitychange", check);
  if (!document.hidden && mayOpenChatBeUnread()) markSeen();
  return () => { if (isVisible()) markSeen(); };
}
