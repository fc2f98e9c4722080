// @ts-check
import { make, one } from "../lib/dom.js";
import { draftId, draftOf, keepDraft, markSent } from "./drafts.js";

/**
 * Turns a message into a field with its text. What is written there begins a branch beside what was said.
 * @param {HTMLElement} message
 * @param {string} draft where what is written is kept, should the message be taken from the page
 * @param {(text: string) => Promise<void>} send
 */
export function edit(message, draft, send) {
  if (one("[data-editor]", message)) return;
  const text = /** @type {HTMLElement} */ (one("[data-text]", message));
  const foot = /** @type {HTMLElement} */ (one(".message__foot", message));
  const form = /** @type {HTMLFormElement} */ (make("editor"));
  const field = /** @type {HTMLTextAreaElement} */ (one("[data-editor-text]", form));
  const button = /** @type {HTMLButtonElement} */ (one("[data-editor-send]", form));
  const error = /** @type {HTMLElement} */ (one("[data-editor-error]", form));
  let isSending = false;

  const changed = () => {
    button.disabled = field.value.trim() === "";
    // Not disabled meanwhile: it would lose the focus.
    button.setAttribute("aria-disabled", String(isSending));
  };
  const close = () => {
    keepDraft(draft, "");
    form.remove();
    text.hidden = foot.hidden = false;
    one("[data-edit]", foot)?.focus({ preventScroll: true });
  };

  field.value = draftOf(draft) || (text.textContent ?? "");
  text.hidden = foot.hidden = true;
  text.after(form);
  field.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
  field.setSelectionRange(field.value.length, field.value.length);
  field.addEventListener("input", () => {
    keepDraft(draft, field.value);
    changed();
  });
  field.addEventListener("keydown", (event) => {
    // Keys that belong to the input method (229: Safari tells it late).
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && !isSending) close();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit();
  });
  one("[data-editor-cancel]", form)?.addEventListener("click", () => { if (!isSending) close(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending || field.value.trim() === "") return;
    isSending = true;
    changed();
    try {
      const id = draftId(draft);
      await send(field.value);
      markSent(id);
      close();
    } catch (refusal) {
      error.hidden = false;
      error.textContent = /** @type {Error} */ (refusal).message;
    } finally {
      isSending = false;
      changed();
    }
  });
}
