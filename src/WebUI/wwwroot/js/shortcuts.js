import { isComposing } from "./chat/send-key.js";
import { showDialog } from "./lib/dialogs.js";
import { all, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";

/**
 * Keys with Ctrl, or Command on a Mac. Views/Shared/_Shortcuts.cshtml lists them.
 * @type {{ keys: string[], isShifted: boolean, act: () => void }[]}
 */
const shortcuts = [
  { keys: ["o"], isShifted: true, act: () => location.assign(`${pathBase}/chat/new`) },
  { keys: ["s"], isShifted: true, act: goToChats },
  { keys: ["c"], isShifted: true, act: () => all("[data-copy-answer]").at(-1)?.click() },
  { keys: [";", ":"], isShifted: true, act: () => all(".message--answer .code-block [data-copy]").at(-1)?.click() },
  { keys: ["/"], isShifted: false, act: showShortcuts },
];

export function enableShortcuts() {
  document.addEventListener("keydown", (event) => {
    // What is open has keys of its own; it may be closed by the very same key.
    if (event.defaultPrevented || event.repeat || isComposing(event) || one("dialog[open], details.menu[open], :popover-open")) return;
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }, { capture: true });
}

/** @returns {(() => void) | undefined} */
function actOf(/** @type {KeyboardEvent} */ event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const target = /** @type {HTMLElement} */ (event.target);
  if (altKey) return undefined;
  if (ctrlKey || metaKey) {
    // On some keyboards, / is typed with Shift.
    return shortcuts.find(({ keys, isShifted }) => keys.includes(key.toLowerCase()) && (isShifted === shiftKey || key === "/"))?.act;
  }
  if (key === "Escape" && shiftKey) return () => one("[data-composer-text]")?.focus();
  const button = buttonOf(key, target);
  return button && !shiftKey ? () => button.click() : undefined;
}

/** @returns {HTMLElement | null | undefined} */
function buttonOf(/** @type {string} */ key, /** @type {HTMLElement} */ target) {
  if (key === "Escape" && isForPage(target)) return one("[data-stop]:not([hidden])");
  if (key === "ArrowUp" && isEmptyComposer(target)) return all(".message--user [data-edit]").at(-1);
  return null;
}

// In another field, Escape means that field.
const isForPage = (/** @type {HTMLElement} */ target) => target.matches("[data-composer-text], :not(input, select, textarea)");

const isEmptyComposer = (/** @type {HTMLElement} */ target) =>
  target.matches("[data-composer-text]") && /** @type {HTMLTextAreaElement} */ (target).value === "";

// On a phone the list is behind a button.
function goToChats() {
  const sidebar = one("#sidebar");
  if (sidebar?.checkVisibility?.() === false) sidebar.showPopover();
  one("[data-chat-list] [aria-current=page], [data-chat-list] a", sidebar ?? undefined)?.focus();
}

function showShortcuts() {
  const dialog = /** @type {HTMLDialogElement | null} */ (one("#shortcuts"));
  if (dialog) showDialog(dialog, /** @type {HTMLElement} */ (document.activeElement));
}
