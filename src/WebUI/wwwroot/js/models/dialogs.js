// @ts-check
import { all, one } from "../lib/dom.js";

/** The links of a card open the one dialog there is; without a dialog, or script, they lead to the model's page. */
export function openDialogs() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = /** @type {Element} */ (event.target).closest("[data-copy-of], [data-delete]");
    if (!(link instanceof HTMLElement)) return;
    const { copyOf, delete: deleted, frees = "" } = link.dataset;
    const dialog = one(copyOf ? "#copy-dialog" : "#delete-dialog");
    if (!dialog) return;
    event.preventDefault();
    const model = copyOf ?? deleted ?? "";
    const form = /** @type {HTMLFormElement} */ (one("form", dialog));
    form.reset();
    form.action = `/model/${copyOf ? "copy" : "delete"}/${model.split("/").map(encodeURIComponent).join("/")}`;
    form.dataset.of = model;
    for (const name of all("[data-name]", dialog)) name.textContent = model;
    for (const size of all("[data-frees]", dialog)) size.textContent = frees;
    dialog.showPopover();
    (one("input:not([type=hidden])", dialog) ?? one("button", dialog))?.focus();
  });
}
