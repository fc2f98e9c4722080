// @ts-check
import { post } from "../lib/api.js";
import { isOpenChatUnread } from "../sidebar.js";

/**
 * Tells the server when the reader has a chat before their eyes: what ended in it is no news then.
 * @param {string} chat the chat's address
 * @returns {() => void} to be called when an answer has ended
 */
export function watchSeen(chat) {
  const tell = () => {
    // What is not told stays unread until the next look.
    post(`${chat}/seen`).catch(() => null);
  };
  const isInSight = () => !document.hidden && document.hasFocus();
  const look = () => { if (isInSight() && isOpenChatUnread()) tell(); };

  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  if (!document.hidden && isOpenChatUnread()) tell();
  return () => { if (isInSight()) tell(); };
}
