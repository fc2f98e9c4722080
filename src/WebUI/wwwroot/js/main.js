// @ts-check
import { forgetDrafts } from "./chat/drafts.js";
import { followChats, forgetChats } from "./feed.js";
import { copy } from "./lib/clipboard.js";
import { all, one } from "./lib/dom.js";
import { localise, tellOffset } from "./lib/times.js";
import { closeMenus } from "./menus.js";
import { filterChats } from "./sidebar.js";

const reloaded = "reloaded";

// A page whose script did not come, as when the network changes, looks whole and does nothing: it is asked for once more, unless that
// would cost what somebody has written. This script has run before it is known.
const script = one("[data-page-script]");
script?.addEventListener("load", () => sessionStorage.removeItem(reloaded));
script?.addEventListener("error", () => {
  const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ (all("textarea, input:not([type=hidden], [type=checkbox], [type=radio])"));
  if (fields.every((field) => field.value === field.defaultValue) && sessionStorage.getItem(reloaded) !== location.href) {
    sessionStorage.setItem(reloaded, location.href);
    location.reload();
    return;
  }
  const missing = one("[data-script-missing]");
  if (missing) missing.hidden = false;
});

closeMenus();
localise(document);
tellOffset();

one("[data-chat-search]")?.addEventListener("input", filterChats);

one("[data-sign-out]")?.addEventListener("submit", () => {
  forgetDrafts();
  forgetChats();
});

const signedOut = one("[data-signed-out]");
document.addEventListener("signed-out", () => { if (signedOut instanceof HTMLElement) signedOut.hidden = false; });
document.addEventListener("signed-in", () => { if (signedOut instanceof HTMLElement) signedOut.hidden = true; });

// By then the page's own script listens as well.
document.addEventListener("DOMContentLoaded", followChats);

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-copy]");
  if (!(button instanceof HTMLElement)) return;
  const code = button.closest(".code-block")?.querySelector("code");
  const field = button.parentElement?.querySelector("[data-copied]");
  if (code) copy(button, () => code.textContent ?? "");
  else if (field instanceof HTMLInputElement) copy(button, () => field.value);
});
