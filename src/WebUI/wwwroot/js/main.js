// @ts-check
import { forgetDrafts } from "./chat/drafts.js";
import { copy } from "./lib/clipboard.js";
import { one } from "./lib/dom.js";
import { localise, tellOffset } from "./lib/times.js";
import { closeMenus } from "./menus.js";
import { searchChats } from "./sidebar.js";

closeMenus();
localise(document);
tellOffset();

const search = /** @type {HTMLFormElement | null} */ (one("[data-chat-search]"));
if (search) searchChats(search);

one("[data-sign-out]")?.addEventListener("submit", forgetDrafts);

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-copy]");
  const code = button?.closest(".code-block")?.querySelector("code");
  if (button instanceof HTMLElement && code) copy(button, () => code.textContent ?? "");
});
