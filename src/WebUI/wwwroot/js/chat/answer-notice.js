import { fromTemplate, one, setShown } from "../lib/dom.js";
import { count } from "../lib/human.js";
import { t } from "../lib/texts.js";

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
   * @param {{ hasAnswer: boolean, hasReasoning: boolean }} parts @param {string | null} code of the error
   */
  showEnd(status, error, { doneReason, completionTokens }, { hasAnswer, hasReasoning }, code) {
    const usedUpByReasoning = status === "complete" && !hasAnswer;
    if (usedUpByReasoning) this.show("spent");
    else if (status === "complete") this.show(null);
    else this.show(statusesWithNotice.includes(status) ? status : "interrupted");
    setShown("[data-notice] [data-act=continue]", hasAnswer || hasReasoning, this.#root);
    setShown("[data-anyway]", doneReason === "context", this.#root);
    const anyway = code === "file.too-long" ? one("[data-anyway-label]", this.#root) : null;
    if (anyway) anyway.textContent = t("Send the first part");
    const reason = one("[data-error]", this.#root);
    if (reason) reason.textContent = error ?? "";
    const limit = one("[data-limit]", this.#root);
    if (limit && completionTokens) limit.textContent = `${count(completionTokens)} `;
  }
}
