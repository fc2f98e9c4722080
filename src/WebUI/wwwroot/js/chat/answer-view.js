import { one, setShown } from "../lib/dom.js";
import { ordinal } from "../lib/human.js";
import { t } from "../lib/texts.js";
import { AnswerBlocks } from "./answer-blocks.js";
import { AnswerNotice } from "./answer-notice.js";
import { LiveLabel } from "./live-label.js";
import { Reasoning } from "./reasoning.js";
import { showStatistics } from "./statistics.js";

/** An answer on the page; its methods are named for the events of the stream. */
export class AnswerView {
  #root;
  #blocks;
  #reasoning;
  #notice;
  #live;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    this.#blocks = new AnswerBlocks(/** @type {HTMLElement} */ (one("[data-blocks]", root)));
    this.#reasoning = new Reasoning(/** @type {HTMLElement} */ (one("[data-thinking]", root)));
    this.#notice = new AnswerNotice(root);
    this.#live = new LiveLabel(root);
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
      this.#notice.show(null);
      if (this.#blocks.isEmpty) this.#live.set(busy ? t("Ollama is busy, retrying") : t("Reading your message"));
      return;
    }
    this.#notice.show("queued");
    this.#show("[data-foot]", false);
    const position = one("[data-place]", this.#root);
    if (position) position.textContent = placeText(place);
  }

  thinking(/** @type {{ at: number, append: string, seconds: number | null }} */ change) {
    this.#reasoning.append(change);
    this.#live.clear({ hide: change.append !== "" });
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
    this.#notice.showEnd(status, error, statistics, { hasText: !this.#blocks.isEmpty, hasReasoning: !this.#reasoning.isEmpty });
    this.#show("[data-foot]", true);
    this.#live.hide();
    this.#show("[data-copy-answer]", !this.#blocks.isEmpty);
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
    this.#reasoning.end();
    this.#live.set(t("Writing"));
  }

  #show(/** @type {string} */ selector, /** @type {boolean} */ isShown) {
    setShown(selector, isShown, this.#root);
  }
}

function placeText(/** @type {number | null} */ place) {
  if (!place) return t("In the queue.");
  return place === 1 ? t("You're next.") : t("{0} in the queue.", ordinal(place));
}
