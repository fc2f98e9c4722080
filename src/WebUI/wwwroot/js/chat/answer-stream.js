// @ts-check
import { announce } from "../lib/dom.js";
import { follow } from "../lib/events.js";
import { enrich } from "./enrich.js";

/** @typedef {import("./answer-view.js").AnswerView} AnswerView */

/**
 * Shows an answer as it comes. The server owns it: leaving ends nothing, coming back goes on.
 * @param {string} chat the chat's address
 * @param {AnswerView} view
 * @param {() => void} ended
 * @returns {() => void} stops listening
 */
export function showAnswer(chat, view, ended) {
  let newest = -1;

  const begins = (/** @type {number} */ index) => {
    if (index <= newest) return;
    // Only what is whole is enriched.
    if (newest >= 0) enrich(view.element.querySelectorAll(".block")[newest]);
    newest = index;
  };

  /** @param {string} status @param {string | null} error @param {import("./statistics.js").Statistics} statistics */
  const end = (status, error, statistics) => {
    close();
    try {
      view.end(status, error, statistics);
      enrich(view.element);
      announce(status === "complete" ? "The answer is complete." : error ?? "The answer has ended.");
    } finally {
      ended();
    }
  };

  const close = follow(`${chat}/events?message=${view.id}`, {
    state: (state) => view.state(state),
    thinking: (change) => view.thinking(change),
    block: (change) => {
      // First of all it takes away text that stood at the end of the block before, and belongs to this one.
      view.block(change);
      if (change.html) begins(change.index);
    },
    text: (change) => {
      begins(change.index);
      view.text(change);
    },
    done: ({ status, statistics }) => end(status, null, statistics),
    failed: ({ status, error, statistics }) => end(status, error, statistics),
  }, {
    broken: () => view.broken(),
    mended: () => view.mended(),
    lost: () => {
      view.lost();
      ended();
    },
  });
  return close;
}
