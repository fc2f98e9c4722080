import { one, setShown } from "../lib/dom.js";
import { ordinal } from "../lib/human.js";
import { t } from "../lib/texts.js";
import { AnswerNotice } from "./answer-notice.js";
import { AnswerParts } from "./answer-parts.js";
import { readingOf } from "./reading-text.js";
import { LiveLabel } from "./live-label.js";
import { showStatistics } from "./statistics.js";

/** An answer on the page; its methods are named for the events of the stream. */
export class AnswerView {
  #root;
  #parts;
  #notice;
  #live;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    this.#parts = new AnswerParts(/** @type {HTMLElement} */ (one("[data-parts]", root)));
    this.#notice = new AnswerNotice(root);
    this.#live = new LiveLabel(root);
  }

  get id() {
    return this.#root.dataset.message ?? "";
  }

  get element() {
    return this.#root;
  }

  /**
   * @param {{ status: string, place: number | null, busy: boolean, reading?: import("./reading-text.js").Reading | null }} state
   * reading: the file that is read before the answer begins
   */
  state({ status, place, busy, reading }) {
    this.#root.dataset.status = status;
    if (status !== "queued") {
      this.#notice.show(null);
      if (!this.#parts.hasText) this.#live.set(activity(busy, reading));
      return;
    }
    this.#notice.show("queued");
    this.#show("[data-foot]", false);
    const position = one("[data-place]", this.#root);
    if (position) position.textContent = reading ? `${readingOf(reading)}.` : placeText(place);
  }

  part(/** @type {import("./answer-parts.js").PartEvent} */ change) {
    this.#parts.begin(change);
  }

  remove(/** @type {{ part: number }} */ { part }) {
    this.#parts.removeFrom(part);
    // The text so far may turn out to be reasoning.
    if (!this.#parts.hasText) delete this.#root.dataset.phase;
  }

  reasoning(/** @type {{ part: number, at: number, append: string, seconds: number | null, ended: boolean }} */ change) {
    this.#parts.reasoning(change.part)?.append(change);
    delete this.#root.dataset.phase;
    this.#live.clear({ hide: change.append !== "" });
  }

  block(/** @type {{ part: number, index: number, html: string }} */ { part, index, html }) {
    const blocks = this.#parts.blocks(part);
    if (html === "") {
      blocks?.removeFrom(index);
      return;
    }
    blocks?.replace(index, html);
    this.#setWriting();
  }

  text(/** @type {{ part: number, index: number, at: number, append: string }} */ change) {
    this.#parts.blocks(change.part)?.append(change);
    this.#setWriting();
  }

  /**
   * @param {string} status @param {string | null} error @param {import("./statistics.js").Statistics} statistics
   * @param {string | null} [code] of the error
   */
  end(status, error, statistics, code = null) {
    this.#parts.end();
    this.#root.removeAttribute("aria-busy");
    this.#root.dataset.status = status;
    this.#notice.showEnd(status, error, statistics, this.#parts, code);
    this.#show("[data-foot]", true);
    this.#live.hide();
    this.#show("[data-copy-answer]", this.#parts.hasText);
    this.#show("[data-acts]", true);
    this.#show("[data-more]", status === "complete" && statistics.doneReason === "length");
    showStatistics(this.#root, statistics);
  }

  /** The stream ended for good, though the server may still be writing the answer. */
  closed() {
    this.#notice.show("lost");
    this.#live.hide();
  }

  disconnected() {
    this.#live.disconnected();
  }

  reconnected() {
    this.#live.reconnected();
  }

  #setWriting() {
    if (this.#root.dataset.phase === "writing") return;
    this.#root.dataset.phase = "writing";
    this.#live.set(t("Writing"));
  }

  #show(/** @type {string} */ selector, /** @type {boolean} */ isShown) {
    setShown(selector, isShown, this.#root);
  }
}

function activity(/** @type {boolean} */ isBusy, /** @type {import("./reading-text.js").Reading | null | undefined} */ reading) {
  if (reading) return readingOf(reading);
  return isBusy ? t("Ollama is busy, retrying") : t("Reading your message");
}

function placeText(/** @type {number | null} */ place) {
  if (!place) return t("In the queue.");
  return place === 1 ? t("You're next.") : t("{0} in the queue.", ordinal(place));
}
