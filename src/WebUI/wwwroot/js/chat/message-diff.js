import { all, one } from "../lib/dom.js";
import { textOf } from "./sources.js";

const texts = "[data-blocks], [data-reasoning-text], [data-tool], [data-tool-arguments], [data-error]";

export function isSame(/** @type {HTMLElement | undefined} */ shown, /** @type {HTMLElement | undefined} */ fetched) {
  if (!shown || !fetched || shown.dataset.message !== fetched.dataset.message) return false;
  // The stream keeps an unfinished answer up to date.
  if (fetched.getAttribute("aria-busy") === "true") return shown.getAttribute("aria-busy") === "true";
  // The status alone is not enough: an answer continued in another tab may have ended the same way again.
  return shown.dataset.status === fetched.dataset.status
    && all(texts, shown).map(textOf).join("\0") === all(texts, fetched).map(textOf).join("\0");
}

export function updateFoot(/** @type {HTMLElement} */ shown, /** @type {HTMLElement} */ fetched) {
  const oldStats = one("[data-stats]", shown);
  const newStats = one("[data-stats]", fetched);
  if (newStats && !newStats.hidden && !oldStats?.isEqualNode(newStats)) oldStats?.replaceWith(document.adoptNode(newStats));
  const oldSiblings = one("[data-siblings]", shown);
  const newSiblings = one("[data-siblings]", fetched);
  if (oldSiblings?.outerHTML === newSiblings?.outerHTML) return;
  const foot = one(".message__foot", shown);
  oldSiblings?.remove();
  if (newSiblings) foot?.insertBefore(document.adoptNode(newSiblings), one("[data-stats]", foot));
}
