import { fromTemplate, one } from "../lib/dom.js";
import { bytes, count } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";
import { t } from "../lib/texts.js";
import { readingText } from "./reading-text.js";

/**
 * @typedef {{ id: string, kind: string | null, state: string, name: string, size: number, error: string | null, tokens: number,
 *   done: number, total: number }} StoredFile as the server describes it
 */

/** A file in the composer, as it is shown. */
export class FileChip {
  element = fromTemplate("file-chip");
  #state = /** @type {HTMLElement} */ (one("[data-file-state]", this.element));
  #bar = /** @type {HTMLProgressElement} */ (one("progress", this.element));
  #text = "";

  /** @param {string} name @param {{ onRemove: () => void, onRetry: () => void }} on */
  constructor(name, { onRemove, onRetry }) {
    const title = /** @type {HTMLElement} */ (one("[data-file-name]", this.element));
    title.textContent = title.title = name;
    this.#bar.setAttribute("aria-label", name);
    const actions = /** @type {[HTMLElement, string, () => void][]} */ ([
      [this.removeButton, t("Remove file {0}", name), onRemove],
      [this.#retryButton, t("Upload file {0} again", name), onRetry],
    ]);
    for (const [button, label, act] of actions) {
      button.setAttribute("aria-label", label);
      button.title = label;
      button.addEventListener("click", act);
    }
  }

  get removeButton() {
    return /** @type {HTMLElement} */ (one("[data-file-remove]", this.element));
  }

  get #retryButton() {
    return /** @type {HTMLElement} */ (one("[data-file-retry]", this.element));
  }

  showWaiting(/** @type {number} */ size) {
    this.#show(bytes(size), "busy");
  }

  showUpload(/** @type {number} */ share) {
    this.#show(t("Uploading {0} %", Math.floor(100 * share)), "busy", share);
  }

  show(/** @type {StoredFile} */ file) {
    if (file.kind === "image") this.#showImage(file.id);
    if (file.state === "failed") this.fail(file.error ?? "");
    else if (file.state !== "ready") this.#show(readingText(file), "busy", file.total ? file.done / file.total : null);
    else if (file.error) this.#show(file.error, "warn");
    else this.#show(file.kind === "image" ? bytes(file.size) : textSize(file), "ready");
  }

  fail(/** @type {string} */ sentence, canRetry = false) {
    this.#show(sentence, "failed");
    this.#retryButton.hidden = !canRetry;
  }

  /** Marks an image that the model cannot see; null if it can. */
  warn(/** @type {string | null} */ sentence) {
    this.element.classList.toggle("file--unseen", sentence !== null);
    this.#state.textContent = sentence ?? this.#text;
  }

  #show(/** @type {string} */ text, /** @type {string} */ state, /** @type {number | null} */ share = null) {
    this.#text = text;
    this.element.dataset.state = state;
    if (!this.element.matches(".file--unseen") || state === "failed") this.#state.textContent = text;
    this.#bar.hidden = state !== "busy";
    this.#retryButton.hidden = true;
    if (share === null) this.#bar.removeAttribute("value");
    else this.#bar.value = share;
  }

  #showImage(/** @type {string} */ id) {
    const image = /** @type {HTMLImageElement} */ (one("img", this.element));
    if (!image.hidden) return;
    image.src = `${pathBase}/files/${id}/image`;
    image.hidden = false;
    one(".icon", image.parentElement ?? this.element)?.remove();
  }
}

const textSize = (/** @type {StoredFile} */ { size, tokens }) => `${bytes(size)}, ${t("about {0} tokens", count(tokens))}`;
