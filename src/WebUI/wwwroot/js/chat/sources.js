import { all, one } from "../lib/dom.js";

// Reverts a copy to what the server rendered: formulas as source, without what scripts added.
function showSources(/** @type {ParentNode} */ part) {
  for (const formula of all("[data-source]", part)) {
    formula.textContent = formula.dataset.source ?? "";
    formula.removeAttribute("data-source");
  }
  for (const added of all("[data-added]", part)) added.remove();
  for (const code of all(".code-block__body[hidden]", part)) code.hidden = false;
}

export function textOf(/** @type {Element | null} */ part) {
  if (!part || !one("[data-source], [data-added]", part)) return part?.textContent ?? undefined;
  const copy = /** @type {Element} */ (part.cloneNode(true));
  showSources(copy);
  return copy.textContent ?? undefined;
}

/** Copies the selection with formulas as source. A partly selected formula is copied as a whole. */
export function copySelection(/** @type {ClipboardEvent} */ event) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0).cloneRange();
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  if (!one("[data-source], [data-added]", copied)) return;

  showSources(copied);
  for (const button of all("button", copied)) button.remove();
  event.clipboardData.setData("text/html", copied.innerHTML);
  // innerText needs a rendered element for its line breaks, and skips blocks that the page does not render.
  for (const block of all(".block", copied)) block.classList.remove("block");
  copied.className = "visually-hidden";
  document.body.append(copied);
  event.clipboardData.setData("text/plain", copied.innerText.trim());
  copied.remove();
  event.preventDefault();
}

function formulaAround(/** @type {Node} */ node) {
  return (node instanceof Element ? node : node.parentElement)?.closest("[data-source]") ?? null;
}
