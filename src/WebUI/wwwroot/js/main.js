import { deleteDrafts } from "./chat/drafts.js";
import { followChats, stopFollowingChats } from "./feed.js";
import { copy } from "./lib/clipboard.js";
import { enableDialogs } from "./lib/dialogs.js";
import { all, one } from "./lib/dom.js";
import { localizeTimes, saveTimeZoneOffset } from "./lib/times.js";
import { closeMenus } from "./menus.js";
import { filterChats } from "./sidebar.js";

const reloaded = "reloaded";
const textFields = "textarea, input:not([type=hidden], [type=checkbox], [type=radio])";

// A page whose script failed to load looks complete but does not work. It reloads once, unless the user has typed something.
const script = one("[data-page-script]");
script?.addEventListener("load", () => sessionStorage.removeItem(reloaded));
script?.addEventListener("error", () => {
  const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ (all(textFields));
  if (fields.every((field) => field.value === field.defaultValue) && sessionStorage.getItem(reloaded) !== location.href) {
    sessionStorage.setItem(reloaded, location.href);
    location.reload();
    return;
  }
  const missing = one("[data-script-missing]");
  if (missing) missing.hidden = false;
});

closeMenus();
enableDialogs();
localizeTimes(document);
saveTimeZoneOffset();

one("[data-chat-search]")?.addEventListener("input", filterChats);

one("[data-sign-out]")?.addEventListener("submit", () => {
  deleteDrafts();
  stopFollowingChats();
});

const signedOut = one("[data-signed-out]");
document.addEventListener("signed-out", () => { if (signedOut instanceof HTMLElement) signedOut.hidden = false; });
document.addEventListener("signed-in", () => { if (signedOut instanceof HTMLElement) signedOut.hidden = true; });

// Waits for the page's own script to register its listeners.
document.addEventListener("DOMContentLoaded", followChats);

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-copy]");
  if (!(button instanceof HTMLElement)) return;
  const code = button.closest(".code-block")?.querySelector("code");
  const field = button.parentElement?.querySelector("[data-copied]");
  if (code) copy(button, () => code.textContent ?? "");
  else if (field instanceof HTMLInputElement) copy(button, () => field.value);
});
