// @ts-check
import { make, one } from "../lib/dom.js";

/**
 * Gives a message the buttons, and an answer the place for reasoning, that the server leaves out because they are the same everywhere.
 * @template {HTMLElement} T
 * @param {T} message
 * @returns {T}
 */
export function equip(message) {
  const foot = one(".message__foot", message);
  if (!foot || one("[data-tools]", foot)) return message;
  if (!message.matches(".message--answer")) {
    one("time", foot)?.after(make("user-tools"));
    return message;
  }

  const blocks = one("[data-blocks]", message);
  if (!one("[data-thinking]", message)) blocks?.before(make("reasoning"));
  const tools = make("answer-tools");
  const isOpen = ["queued", "streaming"].includes(message.dataset.status ?? "");
  /** @param {string} selector @param {boolean} isShown */
  const show = (selector, isShown) => { one(selector, tools)?.toggleAttribute("hidden", !isShown); };
  show("[data-live]", isOpen);
  show("[data-acts]", !isOpen);
  show("[data-copy-answer]", !isOpen && (blocks?.childElementCount ?? 0) > 0);
  show("[data-more]", "continuable" in message.dataset);
  foot.prepend(tools);
  return message;
}
