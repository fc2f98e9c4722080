import { followChats } from "./feed.js";
import { copy } from "./lib/clipboard.js";
import { enableDialogs } from "./lib/dialogs.js";
import { localizeTimes, saveTimeZoneOffset } from "./lib/times.js";
import { closeMenus } from "./menus.js";
import { enablePalette } from "./palette.js";
import { enableShortcuts } from "./shortcuts.js";
import { hideWhenSignedOut } from "./signed-out.js";

closeMenus();
enableDialogs();
enablePalette();
enableShortcuts();
hideWhenSignedOut();
localizeTimes(document);
saveTimeZoneOffset();

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
