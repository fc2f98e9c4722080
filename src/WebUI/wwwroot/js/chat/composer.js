import { one } from "../lib/dom.js";
import { fitToText } from "../lib/field-size.js";
import { t } from "../lib/texts.js";
import { ComposerDraft } from "./composer-draft.js";
import { showComposerError } from "./composer-error.js";
import { markSent } from "./drafts.js";
import { isSendKey, isTouch } from "./send-key.js";

// Saving and measuring a longer text at every keystroke would slow down typing.
const longText = 20_000;

/** The field for a message, whose draft survives reloads and errors. */
export class Composer {
  #form;
  #text;
  #draft;
  #send;
  #stop;
  #isAnswering = false;
  #isSending = false;

  constructor(/** @type {HTMLFormElement} */ form) {
    this.#form = form;
    this.#text = /** @type {HTMLTextAreaElement} */ (one("[data-composer-text]", form));
    this.#send = /** @type {HTMLButtonElement | null} */ (one("[data-send]", form));
    this.#stop = one("[data-stop]", form);
    this.#isAnswering = this.#stop?.hidden === false;
    this.#text.enterKeyHint = isTouch ? "enter" : "send";
    this.#draft = new ComposerDraft(this.#text, () => this.clearSent(this.text));
    this.#update();
    this.#text.addEventListener("input", () => this.#update());
    this.#text.addEventListener("keydown", (event) => this.#onKeyDown(event));
    this.focus();
    this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
  }

  get isLong() {
    return this.#text.value.length > longText;
  }

  get text() {
    return this.#text.value;
  }

  write(/** @type {string} */ text) {
    this.#text.value = text;
    this.#text.focus();
    this.#text.setSelectionRange(text.length, text.length);
    this.#update();
  }

  /** Focuses the field, unless the focus is elsewhere on the page or a touch keyboard would pop up. */
  focus() {
    const isHere = document.activeElement === document.body || this.#form.contains(document.activeElement);
    if (isHere && matchMedia("(hover: hover)").matches) this.#text.focus({ preventScroll: true });
  }

  get draft() {
    return this.#draft.id;
  }

  /** Removes a sent message from the field and keeps what was typed after it. */
  clearSent(/** @type {string} */ text, /** @type {string | null} */ draft = null) {
    markSent(draft);
    if (this.#text.value.startsWith(text)) this.#text.value = this.#text.value.slice(text.length).trimStart();
    this.showError(null);
    this.#update();
  }

  showError(/** @type {string | null} */ sentence) {
    showComposerError(sentence);
  }

  set isAnswering(/** @type {boolean} */ isAnswering) {
    this.#isAnswering = isAnswering;
    this.#update();
  }

  get isSending() {
    return this.#isSending;
  }

  set isSending(/** @type {boolean} */ isSending) {
    this.#isSending = isSending;
    this.#update();
  }

  set model(/** @type {string} */ model) {
    this.#text.placeholder = t("Message {0}", model);
    const field = /** @type {HTMLInputElement | null} */ (one("[data-composer-model]", this.#form));
    if (field) field.value = model;
  }

  get isReady() {
    return /\S/.test(this.#text.value) && !this.#isAnswering && !this.#isSending;
  }

  #update() {
    const { isLong } = this;
    if (isLong) this.#draft.saveSoon();
    else this.#draft.save();
    this.#text.classList.toggle("composer__text--long", isLong);
    if (this.#send) {
      this.#send.hidden = this.#isAnswering;
      this.#send.disabled = !this.isReady;
    }
    if (this.#stop) this.#stop.hidden = !this.#isAnswering;
    if (!isLong) fitToText(this.#text);
  }

  #onKeyDown(/** @type {KeyboardEvent} */ event) {
    if (!isSendKey(event, this.#form.dataset.sendKey)) return;
    event.preventDefault();
    if (this.isReady) this.#form.requestSubmit();
  }
}
