// @ts-check
import { make, one } from "../lib/dom.js";

/**
 * Turns a message into a field with its text. What is written there begins a branch beside what was said.
 * @param {HTMLElement} message
 * @param {(text: string) => Promise<void>} send
 */
export function edit(message, send) {
  if (one("[data-editor]", message)) return;
  const text = /** @type {HTMLElement} */ (one("[data-text]", message));
  const foot = /** @type {HTMLElement} */ (one(".message__foot", message));
  const form = /** @type {HTMLFormElement} */ (make("editor"));
  const field = /** @type {HTMLTextAreaElement} */ (one("[data-editor-text]", form));
  const button = /** @type {HTMLButtonElement} */ (one("[data-editor-send]", form));
  const error = /** @type {HTMLElement} */ (one("[data-editor-error]", form));

  const close = () => {
    form.remove();
    text.hidden = foot.hidden = false;
    one("[data-edit]", foot)?.focus({ preventScroll: true });
  };

  field.value = text.textContent ?? "";
  text.hidden = foot.hidden = true;
  text.after(form);
  field.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
  field.setSelectionRange(field.value.length, field.value.length);
  field.addEventListener("input", () => { button.disabled = field.value.trim() === ""; });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  one("[data-editor-cancel]", form)?.addEventListener("click", close);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (field.value.trim() === "") return;
    button.disabled = true;
    try {
      await send(field.value);
      close();
    } catch (refusal) {
      error.hidden = false;
      error.textContent = /** @type {Error} */ (refusal).message;
    } finally {
      button.disabled = false;
    }
  });
}
