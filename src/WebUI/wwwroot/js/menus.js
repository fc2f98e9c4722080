import { all, one } from "./lib/dom.js";

export function closeMenus() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    for (const menu of all("details.menu[open]")) {
      if (!menu.contains(target) || target.closest(".menu__item")) menu.removeAttribute("open");
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" ? one("details.menu[open]") : null;
    if (!menu) return;
    menu.removeAttribute("open");
    one("summary", menu)?.focus();
  });
}
