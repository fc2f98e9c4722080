// @ts-check
import { forgetDrafts } from "./chat/drafts.js";
import { followChats, forgetChats } from "./feed.js";
import { copy } from "./lib/clipboard.js";
import { one } from "./lib/dom.js";
import { localise, tellOffset } from "./lib/times.js";
import { closeMenus } from "./menus.js";
import { filterChats } from "./sidebar.js";

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
