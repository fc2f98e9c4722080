import { showAnswer } from "./answer-stream.js";

/** @typedef {import("./answer-view.js").AnswerView} AnswerView */

/** Follows the answer that is being written; a chat has one at most. */
export class AnswerFollower {
  #chat;
  #on;
  #followed = /** @type {{ view: AnswerView, stop: () => void } | null} */ (null);

  /** @param {string} chat @param {{ onChange: (isAnswering: boolean) => void, onEnd: () => void }} on */
  constructor(chat, on) {
    this.#chat = chat;
    this.#on = on;
  }

  get answerId() {
    return this.#followed?.view.id ?? null;
  }

  follow(/** @type {AnswerView | null} */ view) {
    if (view && this.#followed?.view.element === view.element) return;
    this.#followed?.stop();
    this.#followed = null;
    this.#on.onChange(view !== null);
    if (view) this.#followed = { view, stop: showAnswer(this.#chat, view, () => this.#end()) };
  }

  #end() {
    this.follow(null);
    this.#on.onEnd();
  }
}
