import { one } from "../lib/dom.js";
import { limitTo } from "../lib/limit.js";
import { t } from "../lib/texts.js";
import { Attachment } from "./attachment.js";
import { enableAttaching } from "./attach-files.js";

// A browser opens six connections to a host at most, and the server reads one file after another.
const maxUploads = 2;
const maxReadings = 1;

/** The files of the message that is being written. */
export class ComposerFiles {
  #list;
  #form;
  #on;
  #files = /** @type {Attachment[]} */ ([]);
  #uploads = limitTo(maxUploads);
  #readings = limitTo(maxReadings);
  #pending = /** @type {Set<Promise<unknown>>} */ (new Set());

  /** @param {HTMLFormElement} form @param {{ onChange: () => void, onError: (sentence: string | null) => void }} on */
  constructor(form, on) {
    this.#form = form;
    this.#list = /** @type {HTMLElement} */ (one("[data-files]", form));
    this.#on = on;
    enableAttaching(form, (files) => this.add(files));
  }

  get isEmpty() {
    return this.#files.length === 0;
  }

  get isUploading() {
    return this.#pending.size > 0;
  }

  get hasImages() {
    return this.#files.some(({ isImage, hasFailed }) => isImage && !hasFailed);
  }

  /** An estimate of what they take of the context. */
  get tokens() {
    return this.#files.reduce((sum, { tokens }) => sum + tokens, 0);
  }

  /** What the draft keeps. */
  get stored() {
    return this.#files.flatMap(({ id, name }) => (id ? [{ id, name }] : []));
  }

  add(/** @type {File[]} */ files) {
    const max = Number(this.#form.dataset.maxFiles);
    const room = Math.max(0, max - this.#files.length);
    this.#on.onError(files.length > room ? t("A message can have {0} files. Send the others with the next message.", max) : null);
    for (const file of files.slice(0, room)) {
      const attachment = this.#show(file.name, () => this.#upload(attachment, file));
      this.#upload(attachment, file);
    }
  }

  restore(/** @type {{ id: string, name: string }[]} */ stored) {
    for (const { id, name } of stored) {
      const attachment = this.#show(name);
      attachment.id = id;
      this.#readings(() => attachment.restore(id));
    }
  }

  /** Waits until all are uploaded. @returns {Promise<string[]>} their ids */
  async settle() {
    while (this.isUploading) await Promise.all(this.#pending);
    if (this.#files.some(({ hasFailed }) => hasFailed)) {
      throw new Error(t("A file can't be used. Remove it, then send the message."));
    }
    return this.stored.map(({ id }) => id);
  }

  /** Removes the files of a sent message, which are now the message's. */
  clearSent(/** @type {string[]} */ ids) {
    for (const file of this.#files.filter(({ id }) => id && ids.includes(id))) this.#forget(file);
    this.#update();
  }

  /** Marks images that the model cannot see; null if it can. */
  warn(/** @type {string | null} */ sentence) {
    for (const file of this.#files) file.warn(sentence);
  }

  #upload(/** @type {Attachment} */ attachment, /** @type {File} */ file) {
    attachment.showWaiting(file);
    const upload = this.#uploads(() => attachment.upload(file, Number(this.#form.dataset.maxBytes)));
    this.#pending.add(upload);
    upload.then(() => {
      this.#pending.delete(upload);
      this.#update();
      this.#readings(() => attachment.followReading());
    });
    this.#update();
  }

  #show(/** @type {string} */ name, onRetry = () => {}) {
    const attachment = new Attachment(name, {
      onChange: () => this.#update(),
      onRemove: () => this.#remove(attachment),
      onRetry: () => {
        attachment.removeButton.focus();
        onRetry();
      },
    });
    this.#files.push(attachment);
    this.#list.append(attachment.element);
    this.#list.hidden = false;
    return attachment;
  }

  #remove(/** @type {Attachment} */ attachment) {
    const next = this.#files[this.#files.indexOf(attachment) + 1] ?? this.#files.at(-2);
    attachment.remove();
    this.#forget(attachment);
    this.#on.onError(null);
    this.#update();
    (next?.removeButton ?? one("[data-attach]", this.#form))?.focus();
  }

  #forget(/** @type {Attachment} */ attachment) {
    attachment.forget();
    this.#files = this.#files.filter((file) => file !== attachment);
    this.#list.hidden = this.isEmpty;
  }

  #update() {
    this.#on.onChange();
    // The estimate of the context depends on it.
    this.#list.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
