import { fromTemplate, one } from "../lib/dom.js";

/** Adds the buttons, which are the same for every message, so that the server does not repeat them. */
export function addTools(/** @type {HTMLElement} */ message) {
  const foot = one(".message__foot", message);
  if (!foot || one("[data-tools]", foot)) return message;
  if (!message.matches(".message--answer")) {
    one("time", foot)?.after(fromTemplate("user-tools"));
    return message;
  }

  const tools = fromTemplate("answer-tools");
  const isUnfinished = ["queued", "streaming"].includes(message.dataset.status ?? "");
  const show = (/** @type {string} */ selector, /** @type {boolean} */ isShown) => {
    one(selector, tools)?.toggleAttribute("hidden", !isShown);
  };
  show("[data-live]", isUnfinished);
  show("[data-acts]", !isUnfinished);
  show("[data-copy-answer]", !isUnfinished && one(".block", message) !== null);
  show("[data-more]", message.dataset.continuable === "true");
  foot.prepend(tools);
  return message;
}
