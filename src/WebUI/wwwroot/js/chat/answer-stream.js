import { announce } from "../lib/dom.js";
import { follow } from "../lib/events.js";
import { t } from "../lib/texts.js";
import { enrich } from "./enrich.js";

/** @typedef {import("./answer-view.js").AnswerView} AnswerView */

/**
 * Shows an answer while it is written. The server owns the answer, so leaving the page does not stop it.
 * @param {string} chat @param {AnswerView} view @param {() => void} onEnd @returns {() => void} stops following
 */
export function showAnswer(chat, view, onEnd) {
  /**
   * @param {string} status @param {string | null} error @param {import("./statistics.js").Statistics} statistics
   * @param {string | null} [code] of the error
   */
  const end = (status, error, statistics, code) => {
    close();
    try {
      view.end(status, error, statistics, code);
      enrich(view.element);
      announce(status === "complete" ? t("The answer is complete.") : error ?? t("The answer has ended."));
    } finally {
      onEnd();
    }
  };

  const close = follow(`${chat}/events?message=${view.id}`, {
    state: (state) => view.state(state),
    part: (change) => view.part(change),
    remove: (change) => view.remove(change),
    reasoning: (change) => view.reasoning(change),
    block: (change) => view.block(change),
    text: (change) => view.text(change),
    done: ({ status, statistics }) => end(status, null, statistics),
    failed: ({ status, error, statistics, code }) => end(status, error, statistics, code),
  }, {
    disconnected: () => view.disconnected(),
    reconnected: () => view.reconnected(),
    closed: () => {
      view.closed();
      onEnd();
    },
  });
  return close;
}
