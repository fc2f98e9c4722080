import { one } from "./dom.js";

/**
 * Without scripts, dialogs are popovers. As modal dialogs they keep the focus, and the rest of the page is out of reach.
 * @param {HTMLDialogElement} dialog @param {HTMLElement} opener
 */
export function showDialog(dialog, opener) {
  dialog.showModal();
  dialog.addEventListener("close", () => {
    // The browser returns the focus, but not to an item of a menu that has closed, and Safari does not focus buttons.
    const focused = document.activeElement;
    if (!focused || focused === document.body || dialog.contains(focused)) focusTargetOf(opener)?.focus();
  }, { once: true });
}

const focusTargetOf = (/** @type {HTMLElement} */ opener) => {
  const menu = opener.closest("details.menu");
  return menu ? one("summary", menu) : opener;
};

const dialogOf = (/** @type {string | null | undefined} */ id) => {
  const target = id ? document.getElementById(id) : null;
  return target instanceof HTMLDialogElement ? target : null;
};

export function enableDialogs() {
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target instanceof HTMLDialogElement && isOutside(target, event)) target.close();
    const button = /** @type {HTMLElement | null} */ (target.closest("[popovertarget]"));
    const dialog = dialogOf(button?.getAttribute("popovertarget"));
    if (!button || !dialog) return;
    event.preventDefault();
    if (button.getAttribute("popovertargetaction") === "hide") dialog.close();
    else showDialog(dialog, button);
  });
}

// A click on the backdrop. One by keyboard has no position.
function isOutside(/** @type {HTMLDialogElement} */ dialog, /** @type {MouseEvent} */ { clientX, clientY, detail }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return detail > 0 && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}
