import { fromTemplate } from "../lib/dom.js";
import { t } from "../lib/texts.js";

// As in _Message.cshtml.
const maxLength = 1_500;
const maxLines = 16;

/** Shows only the beginning of a long message. */
export function collapseIfLong(/** @type {HTMLElement} */ text) {
  const content = text.textContent ?? "";
  if (content.length <= maxLength && content.split("\n", maxLines + 1).length <= maxLines) return;
  text.classList.add("message__bubble--long");
  text.after(fromTemplate("show-all"));
}

export function enableShowAll() {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-show-all]"));
    if (!button) return;
    const isCollapsed = button.previousElementSibling?.classList.toggle("message__bubble--long") ?? false;
    button.setAttribute("aria-expanded", String(!isCollapsed));
    button.textContent = isCollapsed ? t("Show all") : t("Show less");
  });
}
