// @ts-check
import { announce, one } from "../lib/dom.js";
import { later } from "../lib/later.js";
import { draftId, draftOf, keepDraft, markSent, onSentElsewhere, wasSent } from "./drafts.js";

const canSizeItself = CSS.supports("field-sizing", "content");

// From so many characters on, to keep and to measure the text takes longer than a keystroke may.
const longText = 20_000;
const pause = 300;

// On a screen keyboard, Enter is the only key for a new line.
const isTouch = matchMedia("(pointer: coarse)").matches;

/** The field, its buttons and what is written in it, which survives reloads and refusals. */
export class Composer {
  #form;
  #text;
  #send;
  #stop;
  #isAnswering = false;
  #isSending = false;
  #draft = later(() => keepDraft(location.pathname, this.#text.value), pause);

  constructor(/** @type {HTMLFormElement} */ form) {
    this.#form = form;
    this.#text = /** @type {HTMLTextAreaElement} */ (one("[data-composer-text]", form));
    this.#send = /** @type {HTMLButtonElement | null} */ (one("[data-send]", form));
    this.#stop = one("[data-stop]", form);
    this.#isAnswering = this.#stop?.hidden === false;
    this.#text.enterKeyHint = isTouch ? "enter" : "send";
    if (!this.#text.value) this.#text.value = draftOf(location.pathname);
    this.#changed();
    // A page that the browser has kept shows what was in its field when it was left, and that may have been sent since.
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.#text.value = draftOf(location.pathname);
      this.#changed();
    });
    // This tab is a copy of the one that has sent it.
    onSentElsewhere(() => {
      this.#draft.now();
      if (wasSent(location.pathname)) this.taken(this.text);
    });
    this.#text.addEventListener("input", () => this.#changed());
    this.#text.addEventListener("keydown", (event) => this.#keyPressed(event));
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
    this.#changed();
  }

  /** Puts the cursor into the field, unless the reader is elsewhere on the page or a keyboard would come up over it. */
  focus() {
    const isHere = document.activeElement === document.body || this.#form.contains(document.activeElement);
    if (isHere && matchMedia("(hover: hover)").matches) this.#text.focus({ preventScroll: true });
  }

  /** Names what is written now. */
  get draft() {
    this.#draft.now();
    return draftId(location.pathname);
  }

  /** The message has been taken; what was written meanwhile stays. */
  taken(/** @type {string} */ text, /** @type {string | null} */ draft = null) {
    markSent(draft);
    if (this.#text.value.startsWith(text)) this.#text.value = this.#text.value.slice(text.length).trimStart();
    this.showError(null);
    this.#changed();
  }

  /** Keeps the message and says why it was not taken. */
  showError(/** @type {string | null} */ sentence) {
    const notice = one("[data-composer-error]");
    const text = one("[data-composer-error-text]");
    if (!notice || !text) return;
    const trouble = one("[data-trouble]");
    if (trouble && sentence && one("[data-trouble-text]")?.textContent === sentence) {
      // It is said already; now it is what stopped the message.
      trouble.className = trouble.className.replace("notice--warn", "notice--danger");
      announce(sentence);
      return;
    }
    // Filled after it shows: a region that appears with its words is not read out everywhere.
    notice.hidden = sentence === null;
    text.textContent = sentence ?? "";
  }

  set isAnswering(/** @type {boolean} */ isAnswering) {
    this.#isAnswering = isAnswering;
    this.#changed();
  }

  get isSending() {
    return this.#isSending;
  }

  set isSending(/** @type {boolean} */ isSending) {
    this.#isSending = isSending;
    this.#changed();
  }

  set model(/** @type {string} */ model) {
    this.#text.placeholder = `Message ${model}`;
    const field = /** @type {HTMLInputElement | null} */ (one("[data-composer-model]", this.#form));
    if (field) field.value = model;
  }

  /** Whether a message may be sent now. */
  get isReady() {
    return /\S/.test(this.#text.value) && !this.#isAnswering && !this.#isSending;
  }

  #changed() {
    const { isLong } = this;
    if (isLong) this.#draft.soon();
    else this.#draft.now();
    this.#text.classList.toggle("composer__text--long", isLong);
    if (this.#send) {
      this.#send.hidden = this.#isAnswering;
      this.#send.disabled = !this.isReady;
    }
    if (this.#stop) this.#stop.hidden = !this.#isAnswering;
    if (!canSizeItself && !isLong) {
      this.#text.style.height = "auto";
      this.#text.style.height = `${this.#text.scrollHeight}px`;
    }
  }

  #keyPressed(/** @type {KeyboardEvent} */ event) {
    // While a word is composed from several keys, Enter belongs to the input method (229: Safari tells it late).
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    const withModifier = event.ctrlKey || event.metaKey;
    const sends = isTouch || this.#form.dataset.sendKey === "ctrl-enter" ? withModifier : !event.shiftKey && !event.altKey;
    if (!sends) return;
    event.preventDefault();
    if (this.isReady) this.#form.requestSubmit();
  }
}
