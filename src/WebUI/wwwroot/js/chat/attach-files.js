import { all, fromTemplate, one } from "../lib/dom.js";

/**
 * Adds files by the buttons, by dropping them on the page, and from the clipboard.
 * @param {HTMLElement} form @param {(files: File[]) => void} add
 */
export function enableAttaching(form, add) {
  for (const button of all("[data-attach], [data-attach-photo]", form)) {
    const input = /** @type {HTMLInputElement} */ (button.nextElementSibling);
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      add([...(input.files ?? [])]);
      // The same file can then be chosen again.
      input.value = "";
    });
  }
  addDropped(add);
  addPasted(add);
}

function addDropped(/** @type {(files: File[]) => void} */ add) {
  const target = document.body.appendChild(fromTemplate("drop-target"));
  let isFromPage = false;
  document.addEventListener("dragstart", () => { isFromPage = true; });
  document.addEventListener("dragend", () => { isFromPage = false; });
  document.addEventListener("dragenter", (event) => {
    if (!isFromPage && event.dataTransfer?.types.includes("Files")) target.hidden = false;
  });
  // It covers the page, so all that follows happens to it.
  target.addEventListener("dragleave", () => { target.hidden = true; });
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    target.hidden = true;
    add([...(event.dataTransfer?.files ?? [])]);
  });
}

function addPasted(/** @type {(files: File[]) => void} */ add) {
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const isElsewhere = /** @type {Element} */ (event.target).matches("input, textarea:not([data-composer-text])");
    if (files.length === 0 || isElsewhere) return;
    // Office programs add a picture of the text that is copied; file managers add the name of the file.
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text && !files.some(({ name }) => text.includes(name))) return;
    event.preventDefault();
    add(files);
  });
}
