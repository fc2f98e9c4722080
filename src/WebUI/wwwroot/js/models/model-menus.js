import { showDialog } from "../lib/dialogs.js";
import { all, fromTemplate, one } from "../lib/dom.js";
import { pathBase } from "../lib/path-base.js";

/** Fills a model's menu when it opens, and shows the dialogs of its actions, which all models share. */
export function enableModelMenus() {
  // Captured, because the event does not bubble.
  document.addEventListener("toggle", ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.matches("[data-model-menu]")) fill(target);
  }, true);
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("[data-opens]");
    if (button instanceof HTMLElement) openDialog(button);
  });
}

function modelOf(/** @type {Element} */ element) {
  const card = /** @type {HTMLElement | null} */ (element.closest("[data-installed]"));
  return card?.dataset.installed ?? "";
}

const actionUrl = (/** @type {string} */ act, /** @type {string} */ model) =>
  `${pathBase}/model/${act}/${model.split("/").map(encodeURIComponent).join("/")}`;

function fill(/** @type {HTMLElement} */ menu) {
  const panel = one(".menu__panel", menu);
  if (!panel || one("[data-act]", panel)) return;
  const acts = (menu.dataset.modelMenu ?? "").split(" ");
  const choices = fromTemplate("model-acts");
  for (const button of all("[data-act]", choices)) {
    const { act = "" } = button.dataset;
    if (!acts.includes(act)) button.remove();
    else if (!button.dataset.opens) button.setAttribute("formaction", actionUrl(act, modelOf(menu)));
  }
  panel.append(...choices.children);
}

function openDialog(/** @type {HTMLElement} */ button) {
  const { act = "", opens = "" } = button.dataset;
  const model = modelOf(button);
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(opens));
  const form = /** @type {HTMLFormElement} */ (one("form", dialog));
  form.reset();
  form.action = actionUrl(act, model);
  form.dataset.of = model;
  const frees = /** @type {HTMLElement} */ (button.closest("[data-frees]")).dataset.frees ?? "";
  for (const name of all("[data-name]", dialog)) name.textContent = model;
  for (const size of all("[data-frees]", dialog)) size.textContent = frees;
  showDialog(dialog, button);
}
