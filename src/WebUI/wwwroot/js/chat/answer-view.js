// @ts-check
import { make, one } from "../lib/dom.js";
import { update } from "../lib/fragment.js";
import { count, duration, ordinal } from "../lib/human.js";
import { showStatistics } from "./statistics.js";
import { continueText, placeOf } from "./text-place.js";

// The ends other than the whole answer that a notice tells of.
const endings = ["stopped", "interrupted", "failed"];

/** One answer on the page. Each event touches the end only, so its cost does not grow with the answer. */
export class AnswerView {
  /** @type {HTMLElement} */ #root;
  /** @type {HTMLElement} */ #blocks;
  /** @type {HTMLElement} */ #thinking;
  /** @type {Text} */ #thought;
  /** @type {Text | null} */ #tail = null;
  #tailBlock = -1;
  #caret = document.createElement("span");
  #thinkingSince = 0;
  #words = "";
  #isBroken = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#blocks = /** @type {HTMLElement} */ (one("[data-blocks]", root));
    this.#thinking = /** @type {HTMLElement} */ (one("[data-thinking]", root));
    const text = /** @type {HTMLElement} */ (one("[data-thinking-text]", root));
    this.#thought = /** @type {Text} */ (text.firstChild ?? text.appendChild(new Text()));
    this.#caret.className = "caret";
    this.#words = one("[data-live-text]", root)?.textContent ?? "";
  }

  get id() {
    return this.#root.dataset.message ?? "";
  }

  get element() {
    return this.#root;
  }

  /** @param {{ status: string, place: number | null, busy: boolean }} state */
  state({ status, place, busy }) {
    this.#root.dataset.status = status;
    if (status !== "queued") {
      this.#notice(null);
      if (this.#blocks.childElementCount === 0) this.#live(busy ? "Ollama is busy, retrying" : "Reading your message");
      return;
    }
    this.#notice("queued");
    this.#show("[data-foot]", false);
    const words = one("[data-place]", this.#root);
    if (words) words.textContent = place ? (place === 1 ? "You're next." : `${ordinal(place)} in the queue.`) : "In the queue.";
  }

  /** @param {{ at: number, append: string, seconds: number | null }} change seconds: of thinking so far, in all tabs and before a reload */
  thinking({ at, append, seconds }) {
    continueText(this.#thought, at, append);
    this.#thinking.hidden = this.#thought.length === 0;
    if (seconds !== null && append) {
      this.#thinkingSince = performance.now() - seconds * 1000;
      this.#label("Reasoning…");
    }
    if (append) this.#live("Reasoning");
  }

  /** @param {{ index: number, html: string }} change */
  block({ index, html }) {
    this.#endTail();
    if (html === "") {
      removeFrom(this.#blocks, index);
      // What came so far may have been reasoning.
      if (index === 0) delete this.#root.dataset.phase;
      return;
    }
    const block = this.#blockAt(index);
    this.#caret.remove();
    update(block, html);
    this.#writing();
    placeOf(block).append(this.#caret);
  }

  /** @param {{ index: number, at: number, append: string }} change */
  text({ index, at, append }) {
    if (!this.#tail || this.#tailBlock !== index || !this.#tail.isConnected) {
      const block = this.#blockAt(index);
      const place = block.firstChild ? placeOf(block) : block.appendChild(document.createElement("p"));
      this.#tail = new Text();
      this.#tailBlock = index;
      place.append(this.#tail, this.#caret);
    }
    this.#writing();
    continueText(this.#tail, at, append);
  }

  /**
   * @param {string} status
   * @param {string | null} error
   * @param {import("./statistics.js").Statistics} statistics
   */
  end(status, error, statistics) {
    this.#caret.remove();
    this.#thoughtFor();
    if (statistics.thinkingSeconds) this.#label(`Reasoned for ${duration(statistics.thinkingSeconds)}`);
    this.#root.removeAttribute("aria-busy");
    this.#root.dataset.status = status;
    const isSpent = status === "complete" && this.#blocks.childElementCount === 0;
    this.#notice(isSpent ? "spent" : status === "complete" ? null : endings.includes(status) ? status : "interrupted");
    this.#show("[data-notice] [data-act=continue]", this.#blocks.childElementCount > 0 || !this.#thinking.hidden);
    this.#show("[data-anyway]", statistics.doneReason === "context");
    const reason = one("[data-error]", this.#root);
    if (reason) reason.textContent = error ?? "";
    const limit = one("[data-limit]", this.#root);
    if (limit && statistics.completionTokens) limit.textContent = `${count(statistics.completionTokens)} `;
    this.#show("[data-foot]", true);
    this.#show("[data-live]", false);
    this.#show("[data-copy-answer]", this.#blocks.childElementCount > 0);
    this.#show("[data-acts]", true);
    this.#show("[data-more]", status === "complete" && statistics.doneReason === "length");
    showStatistics(this.#root, statistics);
  }

  /** The stream is gone for good, though the answer may go on. */
  lost() {
    this.#notice("lost");
    this.#show("[data-live]", false);
  }

  /** The connection broke and is being made again. */
  broken() {
    this.#isBroken = true;
    this.#say("Connection lost, reconnecting");
  }

  /** The connection is there again. */
  mended() {
    if (!this.#isBroken) return;
    this.#isBroken = false;
    this.#say(this.#words);
  }

  #writing() {
    if (this.#root.dataset.phase === "writing") return;
    this.#root.dataset.phase = "writing";
    this.#thoughtFor();
    this.#live("Writing");
  }

  // What is rendered now has the text in it.
  #endTail() {
    this.#tail?.remove();
    this.#tail = null;
  }

  #thoughtFor() {
    if (this.#thinkingSince === 0) return;
    this.#label(`Reasoned for ${duration((performance.now() - this.#thinkingSince) / 1000)}`);
    this.#thinkingSince = 0;
  }

  /** @param {number} index */
  #blockAt(index) {
    while (this.#blocks.childElementCount <= index) {
      const block = document.createElement("div");
      block.className = "block";
      block.dataset.index = String(this.#blocks.childElementCount);
      block.dir = "auto";
      this.#blocks.append(block);
    }
    return /** @type {HTMLElement} */ (this.#blocks.children[index]);
  }

  /** @param {string | null} kind */
  #notice(kind) {
    one("[data-notice]", this.#root)?.remove();
    if (kind) one("[data-foot]", this.#root)?.before(make(`notice-${kind}`));
  }

  /** @param {string} words */
  #live(words) {
    this.#words = words;
    this.#say(words);
  }

  /** @param {string} words */
  #say(words) {
    const text = one("[data-live-text]", this.#root);
    if (text && text.textContent !== words) text.textContent = words;
    this.#show("[data-foot]", true);
    this.#show("[data-live]", true);
  }

  /** @param {string} words */
  #label(words) {
    const label = one("[data-thinking-label]", this.#root);
    if (label) label.textContent = words;
  }

  /**
   * @param {string} selector
   * @param {boolean} isShown
   */
  #show(selector, isShown) {
    const element = one(selector, this.#root);
    if (element && element.hidden === isShown) element.hidden = !isShown;
  }
}

/**
 * @param {Element} element
 * @param {number} from
 */
function removeFrom(element, from) {
  for (let more = element.childElementCount - from; more > 0; more--) element.lastElementChild?.remove();
}
