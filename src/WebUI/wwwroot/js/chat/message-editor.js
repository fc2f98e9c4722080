import { fromTemplate, one } from "../lib/dom.js";
import { fitToText } from "../lib/field-size.js";
import { draftId, loadDraft, saveDraft, markSent } from "./drafts.js";
import { isComposing } from "./send-key.js";

/** Turns a message into an editor. @param {HTMLElement} message @param {string} draftKey @param {(text: string) => Promise<void>} send */
export function edit(message, draftKey, send) {
  if (one("[data-editor]", message)) return;
  const text = /** @type {HTMLElement} */ (one("[data-text]", message));
  const foot = /** @type {HTMLElement} */ (one(".message__foot", message));
  const form = /** @type {HTMLFormElement} */ (fromTemplate("editor"));
  const field = /** @type {HTMLTextAreaElement} */ (one("[data-editor-text]", form));
  const button = /** @type {HTMLButtonElement} */ (one("[data-editor-send]", form));
  const errorText = /** @type {HTMLElement} */ (one("[data-editor-error]", form));
  const mayBeEmpty = one("[data-file]", message) !== null;
  const isEmpty = () => field.value.trim() === "" && !mayBeEmpty;
  let isSending = false;

  const update = () => {
    button.disabled = isEmpty();
    // A disabled button would lose the focus.
    button.setAttribute("aria-disabled", String(isSending));
  };
  const close = () => {
    saveDraft(draftKey, "");
    form.remove();
    text.hidden = text.textContent === "";
    foot.hidden = false;
    one("[data-edit]", foot)?.focus({ preventScroll: true });
  };

  field.value = loadDraft(draftKey) || (text.textContent ?? "");
  text.hidden = foot.hidden = true;
  text.after(form);
  fitToText(field);
  field.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
  field.setSelectionRange(field.value.length, field.value.length);
  field.addEventListener("input", () => {
    saveDraft(draftKey, field.value);
    fitToText(field);
    update();
  });
  field.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    if (event.key === "Escape" && !isSending) close();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit();
  });
  one("[data-editor-cancel]", form)?.addEventListener("click", () => { if (!isSending) close(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending || isEmpty()) return;
    isSending = true;
    update();
    try {
      const id = draftId(draftKey);
      await send(field.value);
      markSent(id);
      close();
    } catch (error) {
      errorText.hidden = false;
      errorText.textContent = /** @type {Error} */ (error).message;
    } finally {
      isSending = false;
      update();
    }
  });
}
