import { fromTemplate, one } from "../lib/dom.js";
import { count, ordinal } from "../lib/human.js";
import { t } from "../lib/texts.js";
import { AnswerBlocks } from "./answer-blocks.js";
import { Reasoning } from "./reasoning.js";
import { showStatistics } from "./statistics.js";

const statusesWithNotice = ["stopped", "interrupted", "failed"];

/** An answer on the page; its methods are named for the events of the stream. */
export class AnswerView {
  #root;
  #blocks;
  #reasoning;
  #liveText;
  #isDisconnected = false;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    this.#blocks = new AnswerBlocks(/** @type {HTMLElement} */ (one("[data-blocks]", root)));
    this.#reasoning = new Reasoning(/** @type {HTMLElement} */ (one("[data-thinking]", root)));
    this.#liveText = one("[data-live-text]", root)?.textContent ?? "";
  }

  get id() {
    return this.#root.dataset.message ?? "";
  }

  get element() {
    return this.#root;
  }

  state(/** @type {{ status: string, place: number | null, busy: boolean }} */ { status, place, busy }) {
    this.#root.dataset.status = status;
    if (status !== "queued") {
      this.#showNotice(null);
      if (this.#blocks.isEmpty) this.#setLiveText(busy ? t("Ollama is busy, retrying") : t("Reading your message"));
      return;
    }
    this.#showNotice("queued");
    this.#show("[data-foot]", false);
    const position = one("[data-place]", this.#root);
    if (position) position.textContent = placeText(place);
  }

  thinking(/** @type {{ at: number, append: string, seconds: number | null }} */ change) {
    this.#reasoning.append(change);
    // The label of the reasoning says what happens.
    if (change.append && !this.#isDisconnected) this.#show("[data-live]", false);
    this.#liveText = "";
  }

  block(/** @type {{ index: number, html: string }} */ { index, html }) {
    if (html === "") {
      this.#blocks.removeFrom(index);
      // The text so far may turn out to be reasoning.
      if (index === 0) delete this.#root.dataset.phase;
      return;
    }
    this.#blocks.replace(index, html);
    this.#setWriting();
  }

  text(/** @type {{ index: number, at: number, append: string }} */ change) {
    this.#blocks.append(change);
    this.#setWriting();
  }

  /** @param {string} status @param {string | null} error @param {import("./statistics.js").Statistics} statistics */
  end(status, error, statistics) {
    this.#blocks.end();
    this.#reasoning.end(statistics.thinkingSeconds);
    this.#root.removeAttribute("aria-busy");
    this.#root.dataset.status = status;
    this.#showEndNotice(status, error, statistics);
    this.#show("[data-foot]", true);
    this.#show("[data-live]", false);
    this.#show("[data-copy-answer]", !this.#blocks.isEmpty);
    this.#show("[data-acts]", true);
    this.#show("[data-more]", status === "complete" && statistics.doneReason === "length");
    showStatistics(this.#root, statistics);
  }

  /** The stream ended for good, though the server may still be writing the answer. */
  closed() {
    this.#showNotice("lost");
    this.#show("[data-live]", false);
  }

  disconnected() {
    this.#isDisconnected = true;
    this.#showLive(t("Connection lost, reconnecting"));
  }

  reconnected() {
    if (!this.#isDisconnected) return;
    this.#isDisconnected = false;
    if (this.#liveText) this.#showLive(this.#liveText);
    else this.#show("[data-live]", false);
  }

  #setWriting() {
    if (this.#root.dataset.phase === "writing") return;
    this.#root.dataset.phase = "writing";
    this.#reasoning.end();
    this.#setLiveText(t("Writing"));
  }

  /** @param {string} status @param {string | null} error @param {import("./statistics.js").Statistics} statistics */
  #showEndNotice(status, error, { doneReason, completionTokens }) {
    const usedUpByReasoning = status === "complete" && this.#blocks.isEmpty;
    if (usedUpByReasoning) this.#showNotice("spent");
    else if (status === "complete") this.#showNotice(null);
    else this.#showNotice(statusesWithNotice.includes(status) ? status : "interrupted");
    this.#show("[data-notice] [data-act=continue]", !this.#blocks.isEmpty || !this.#reasoning.isEmpty);
    this.#show("[data-anyway]", doneReason === "context");
    const reason = one("[data-error]", this.#root);
    if (reason) reason.textContent = error ?? "";
    const limit = one("[data-limit]", this.#root);
    if (limit && completionTokens) limit.textContent = `${count(completionTokens)} `;
  }

  #showNotice(/** @type {string | null} */ kind) {
    one("[data-notice]", this.#root)?.remove();
    if (kind) one("[data-foot]", this.#root)?.before(fromTemplate(`notice-${kind}`));
  }

  #setLiveText(/** @type {string} */ text) {
    this.#liveText = text;
    this.#showLive(text);
  }

  #showLive(/** @type {string} */ text) {
    const label = one("[data-live-text]", this.#root);
    if (label && label.textContent !== text) label.textContent = text;
    this.#show("[data-foot]", true);
    this.#show("[data-live]", true);
  }

  #show(/** @type {string} */ selector, /** @type {boolean} */ isShown) {
    const element = one(selector, this.#root);
    if (element && element.hidden === isShown) element.hidden = !isShown;
  }
}

function placeText(/** @type {number | null} */ place) {
  if (!place) return t("In the queue.");
  return place === 1 ? t("You're next.") : t("{0} in the queue.", ordinal(place));
}
