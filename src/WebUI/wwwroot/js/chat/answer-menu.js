import { fromTemplate, one } from "../lib/dom.js";

/** Adds the menu of models to an answer when it is opened, upwards if there is no room below. */
export function enableAnswerMenus() {
  document.addEventListener("toggle", (event) => {
    const menu = /** @type {HTMLElement} */ (event.target);
    if (!menu.matches("[data-again][open]")) return;
    const panel = one(".menu__panel", menu) ?? menu.appendChild(fromTemplate("again"));
    const bottom = one(".shell__bottom")?.getBoundingClientRect().top ?? innerHeight;
    const space = bottom - menu.getBoundingClientRect().bottom;
    panel.classList.toggle("menu__panel--up", panel.offsetHeight > space);
  }, { capture: true });
}
