import { fromTemplate, one, setShown } from "../lib/dom.js";
import { count } from "../lib/human.js";

const statusesWithNotice = ["stopped", "interrupted", "failed"];

/** Below an answer: that it is queued, or why it ended early. */
export class AnswerNotice {
  #root;

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
  }

  show(/** @type {string | null} */ kind) {
    one("[data-notice]", this.#root)?.remove();
    if (kind) one("[data-foot]", this.#root)?.before(fromTemplate(`notice-${kind}`));
  }

  /**
   * @param {string} status @param {string | null} error @param {import("./statistics.js").Statistics} statistics
   * @param {{ hasText: boolean, hasReasoning: boolean }} answer
   */
  showEnd(status, error, { doneReason, completionTokens }, { hasText, hasReasoning }) {
    const usedUpByReasoning = status === "complete" && !hasText;
    if (usedUpByReasoning) this.show("spent");
    else if (status === "complete") this.show(null);
    else this.show(statusesWithNotice.includes(status) ? status : "interrupted");
    setShown("[data-notice] [data-act=continue]", hasText || hasReasoning, this.#root);
    setShown("[data-anyway]", doneReason === "context", this.#root);
    const reason = one("[data-error]", this.#root);
    if (reason) reason.textContent = error ?? "";
    const limit = one("[data-limit]", this.#root);
    if (limit && completionTokens) limit.textContent = `${count(completionTokens)} `;
  }
}
