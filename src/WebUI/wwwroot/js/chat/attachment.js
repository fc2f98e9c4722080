import { remove, RequestError } from "../lib/api.js";
import { announce } from "../lib/dom.js";
import { follow } from "../lib/events.js";
import { bytes } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";
import { t } from "../lib/texts.js";
import { upload } from "../lib/upload.js";
import { FileChip } from "./file-chip.js";
import { shrinkImage } from "./shrink-image.js";

/** @typedef {import("./file-chip.js").StoredFile} StoredFile */

/** A file of the message that is being written. */
export class Attachment {
  id = /** @type {string | null} */ (null);
  tokens = 0;
  isImage = false;
  hasFailed = false;
  #isKnown = false;
  #chip;
  #removed = new AbortController();
  #onChange;

  /** @param {string} name @param {{ onChange: () => void, onRemove: () => void, onRetry: () => void }} on */
  constructor(name, { onChange, onRemove, onRetry }) {
    this.name = name;
    this.#onChange = onChange;
    this.#chip = new FileChip(name, { onRemove, onRetry });
  }

  get element() {
    return this.#chip.element;
  }

  get removeButton() {
    return this.#chip.removeButton;
  }

  /** Sends the file to the server. It does not throw: the chip shows what went wrong. */
  async upload(/** @type {File} */ original, /** @type {number} */ maxBytes) {
    try {
      const file = await shrinkImage(await readable(original));
      if (this.#removed.signal.aborted) return;
      if (file.size > maxBytes) throw new Error(t("This file is larger than {0}. Split it into smaller files.", bytes(maxBytes)));
      this.show(await upload(`${pathBase}/files`, file, (share) => this.#chip.showUpload(share), this.#removed.signal));
      announce(t("{0} is attached.", this.name));
    } catch (error) {
      // What the server refused or the network lost may work later.
      if (!this.#removed.signal.aborted) this.#fail(/** @type {Error} */ (error).message, error instanceof RequestError);
    }
  }

  showWaiting(/** @type {File} */ file) {
    this.hasFailed = false;
    this.isImage = file.type.startsWith("image/") && file.type !== "image/svg+xml";
    this.#chip.showWaiting(file.size);
  }

  show(/** @type {StoredFile} */ file) {
    this.#isKnown = true;
    this.id = file.id;
    this.tokens = file.tokens;
    this.isImage = file.kind === "image";
    this.hasFailed = file.state === "failed";
    this.#chip.show(file);
    if (this.hasFailed) announce(`${this.name}: ${file.error}`);
    this.#onChange();
  }

  /** Shows how the server reads the file, until it has or cannot. */
  followReading() {
    return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
      const { signal } = this.#removed;
      if (this.hasFailed || signal.aborted || this.id === null) return resolve();
      const end = () => {
        stop();
        resolve();
      };
      const stop = follow(`${pathBase}/files/${this.id}/events`, {
        file: (/** @type {StoredFile} */ file) => {
          this.show(file);
          if (["ready", "failed"].includes(file.state)) end();
        },
      }, { closed: end });
      signal.addEventListener("abort", end);
    });
  }

  /** Shows a file that the draft had before the page was loaded. */
  async restore(/** @type {string} */ id) {
    this.id = id;
    await this.followReading();
    if (!this.#isKnown && !this.#removed.signal.aborted) this.#fail(t("This file can't be found any more. Remove it and add it again."));
  }

  warn(/** @type {string | null} */ sentence) {
    this.#chip.warn(this.isImage && !this.hasFailed ? sentence : null);
  }

  /** Takes the file back, also on the server. */
  remove() {
    this.forget();
    if (this.id) remove(`${pathBase}/files/${this.id}`).catch(() => null);
  }

  forget() {
    this.#removed.abort();
    this.element.remove();
  }

  #fail(/** @type {string} */ sentence, canRetry = false) {
    this.hasFailed = true;
    this.#chip.fail(sentence, canRetry);
    announce(`${this.name}: ${sentence}`);
    this.#onChange();
  }
}

// A folder looks like a file until it is read.
async function readable(/** @type {File} */ file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return file;
  } catch {
    throw new Error(t("This file can't be read. If it is a folder, add the files in it."));
  }
}
