import { one } from "../lib/dom.js";
import { fitToText } from "../lib/field-size.js";
import { t } from "../lib/texts.js";
import { ComposerDraft } from "./composer-draft.js";
import { showComposerError } from "./composer-error.js";
import { ComposerFiles } from "./composer-files.js";
import { markSent } from "./drafts.js";
import { canSee, SeeingMenu } from "./seeing-menu.js";
import { isSendKey, isTouch } from "./send-key.js";

// Saving and measuring a longer text at every keystroke would slow down typing.
const longText = 20_000;

/** The field for a message, whose draft survives reloads and errors. */
export class Composer {
  /** Saves another model, which can see the images. @type {(model: string) => Promise<boolean>} */
  chooseModel = async () => false;
  #form;
  #text;
  #draft;
  #files;
  #seeing;
  #send;
  #stop;
  #model;
  #isAnswering = false;
  #isSending = false;

  constructor(/** @type {HTMLFormElement} */ form) {
    this.#form = form;
    this.#text = /** @type {HTMLTextAreaElement} */ (one("[data-composer-text]", form));
    this.#send = /** @type {HTMLButtonElement | null} */ (one("[data-send]", form));
    this.#stop = one("[data-stop]", form);
    this.#model = form.dataset.model ?? "";
    this.#isAnswering = this.#stop?.hidden === false;
    this.#text.enterKeyHint = isTouch ? "enter" : "send";
    this.#draft = new ComposerDraft(this.#text, () => this.clearSent(this.text, null, this.#draft.files.map(({ id }) => id)));
    this.#files = new ComposerFiles(form, { onChange: () => this.#update(), onError: (sentence) => this.showError(sentence) });
    this.#seeing = new SeeingMenu(form, () => this.chooseModel);
    this.#files.restore(this.#draft.files);
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

  get files() {
    return this.#files;
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

  /** Waits for the files of the message. @returns {Promise<string[] | null>} their ids; null if the model cannot see them */
  async settleFiles() {
    const files = await this.#files.settle();
    if (!this.#isBlind) return files;
    this.#seeing.open();
    return null;
  }

  /**
   * Removes a sent message from the field and keeps what was typed after it.
   * @param {string} text @param {string | null} draft @param {string[]} files their ids
   */
  clearSent(text, draft = null, files = []) {
    markSent(draft);
    if (this.#text.value.startsWith(text)) this.#text.value = this.#text.value.slice(text.length).trimStart();
    this.#files.clearSent(files);
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
    this.#model = model;
    this.#text.placeholder = t("Message {0}", model);
    const field = /** @type {HTMLInputElement | null} */ (one("[data-composer-model]", this.#form));
    if (field) field.value = model;
    this.#update();
  }

  get isReady() {
    return this.#hasContent && !this.#isAnswering && !this.#isSending && !this.#isBlind;
  }

  get #hasContent() {
    return /\S/.test(this.#text.value) || !this.#files.isEmpty;
  }

  /** Whether the model would not see an image of the message. */
  get #isBlind() {
    return this.#files.hasImages && !canSee(this.#model);
  }

  #update() {
    const { isLong } = this;
    this.#draft.files = this.#files.stored;
    if (isLong) this.#draft.saveSoon();
    else this.#draft.save();
    this.#text.classList.toggle("composer__text--long", isLong);
    this.#text.required = this.#files.isEmpty;
    const isBlind = this.#isBlind;
    this.#files.warn(isBlind ? t("{0} can't see images.", this.#model) : null);
    this.#seeing.show(isBlind && !this.#isAnswering, this.#model);
    if (this.#send) {
      this.#send.hidden = this.#isAnswering || isBlind;
      this.#send.disabled = !this.isReady;
      this.#send.classList.toggle("button--waiting", this.#isSending && this.#files.isUploading);
    }
    if (this.#stop) this.#stop.hidden = !this.#isAnswering;
    if (!isLong) fitToText(this.#text);
  }

  #onKeyDown(/** @type {KeyboardEvent} */ event) {
    if (!isSendKey(event, this.#form.dataset.sendKey)) return;
    event.preventDefault();
    if (this.isReady) this.#form.requestSubmit();
    else if (this.#isBlind && !this.#isAnswering) this.#seeing.open();
  }
}
