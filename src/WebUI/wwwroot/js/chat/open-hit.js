import { post } from "../lib/api.js";
import { one } from "../lib/dom.js";
import { findWords, highlight } from "./hit-words.js";

/**
 * Shows the message that a search has found, with its words highlighted.
 * @param {string} chat @param {import("./message-list.js").MessageList} list @param {HTMLElement} element
 */
export async function openHit(chat, list, element) {
  const { find, elsewhere } = element.dataset;
  if (elsewhere) {
    await post(`${chat}/message/${elsewhere}/select`);
    location.reload();
    return;
  }
  const id = new URLSearchParams(location.search).get("message");
  const message = id ? list.message(id) : null;
  if (!message) return;

  list.stopFollowing();
  // What a user wrote may be shown in part.
  const all = one("[data-show-all][aria-expanded=false]", message);
  const ranges = find ? findWords(message, find) : [];
  if (ranges.length > 0) {
    all?.click();
    highlight(ranges);
  }
  (ranges[0]?.startContainer.parentElement ?? message).scrollIntoView({ block: "center", behavior: "instant" });
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
  if (!one("[data-composer]")) return;
  // A later refresh loads the end of the chat, and leaves these messages where they are.
  history.replaceState(null, "", location.pathname + location.hash);
}
