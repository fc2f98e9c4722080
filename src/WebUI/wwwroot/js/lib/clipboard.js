import { announce } from "./dom.js";
import { addressOf } from "./files.js";
import { t } from "./texts.js";

export async function copy(/** @type {HTMLElement} */ button, /** @type {() => string | Promise<string>} */ read) {
  let isCopied = true;
  try {
    await write(read());
  } catch {
    isCopied = false;
  }
  confirm(button, isCopied);
}

async function write(/** @type {string | Promise<string>} */ text) {
  if (navigator.clipboard?.write && globalThis.ClipboardItem) {
    // Safari allows it only at once after the click, so it gets the promise of a text that is still to be fetched.
    const blob = Promise.resolve(text).then((known) => new Blob([known], { type: "text/plain" }));
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  }
  if (navigator.clipboard) return navigator.clipboard.writeText(await text);
  copyBySelecting(typeof text === "string" ? text : await text);
}

// The clipboard API needs a secure context.
function copyBySelecting(/** @type {string} */ text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("The browser did not copy.");
}

function confirm(/** @type {HTMLElement} */ button, /** @type {boolean} */ isCopied) {
  const done = isCopied ? t("Copied") : t("Not copied");
  announce(done);
  const label = button.getAttribute("aria-label");
  const icon = button.querySelector("use");
  const href = icon?.getAttribute("href");
  const text = label ? null : button.lastChild;
  const oldText = text?.textContent ?? "";
  if (label) button.setAttribute("aria-label", done);
  if (text) text.textContent = done;
  if (icon && isCopied) icon.setAttribute("href", `${addressOf("icons/icons.svg")}#icon-check`);
  button.setAttribute("aria-disabled", "true");
  setTimeout(() => {
    if (label) button.setAttribute("aria-label", label);
    if (text) text.textContent = oldText;
    if (icon && href) icon.setAttribute("href", href);
    button.removeAttribute("aria-disabled");
  }, 1600);
}
