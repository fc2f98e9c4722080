import { fetchPage } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { localizeTimes } from "../lib/times.js";
import { AnswerView } from "./answer-view.js";
import { enrich } from "./enrich.js";
import { isSame, updateFoot } from "./message-diff.js";
import { createAnswer, createQuestion } from "./message-nodes.js";
import { addTools } from "./message-tools.js";
import { loadOlderInPlace } from "./older-messages.js";
import { ScrollAnchor } from "./scroll-anchor.js";

export class MessageList {
  #list;
  #scroll;
  #version;
  #lastRequest = 0;

  constructor(/** @type {HTMLElement} */ list) {
    this.#list = list;
    this.#version = Number(list.dataset.version);
    for (const message of all(".message", list)) addTools(message);
    this.#scroll = new ScrollAnchor(list);
    loadOlderInPlace(one("[data-older]", list));
  }

  get unfinishedAnswer() {
    const last = all(".message--answer", this.#list).at(-1);
    return last?.getAttribute("aria-busy") === "true" ? new AnswerView(last) : null;
  }

  get isFollowing() {
    return this.#scroll.isFollowing;
  }

  get leafId() {
    return all("[data-message]", this.#list).at(-1)?.dataset.message ?? null;
  }

  get version() {
    return this.#version;
  }

  add(/** @type {{ userMessage: any, assistantMessage: any }} */ { userMessage, assistantMessage }) {
    // Discards a refresh under way, which may be older than these messages.
    this.#lastRequest++;
    const known = this.message(assistantMessage.id);
    if (known) return new AnswerView(known);
    this.#version++;

    const question = createQuestion(userMessage);
    const answer = createAnswer(assistantMessage);
    this.#list.append(question, answer);
    this.#scroll.toEnd();
    return new AnswerView(answer);
  }

  /** Shows the messages as the server has them now, without touching those that are the same. */
  async refresh(/** @type {boolean} */ toEnd) {
    const request = ++this.#lastRequest;
    const fetched = one("[data-messages]", await fetchPage(location.pathname + location.search));
    // Answers may arrive out of order: only the last request is sure to have the newest state.
    if (!fetched || request !== this.#lastRequest) return;
    this.#version = Number(fetched.dataset.version);
    this.#update(fetched, toEnd);
    if (toEnd) this.#scroll.toEnd();
  }

  stopFollowing() {
    this.#scroll.release();
  }

  message(/** @type {string} */ id) {
    return all("[data-message]", this.#list).find((message) => message.dataset.message === id) ?? null;
  }

  #update(/** @type {HTMLElement} */ fetched, /** @type {boolean} */ toEnd) {
    const next = all(".message", fetched).map(addTools);
    const shown = all(".message", this.#list);
    // This page may have loaded older messages, which stay.
    let at = Math.max(0, shown.findIndex((message) => message.dataset.message === next[0]?.dataset.message));
    let same = 0;
    while (isSame(shown[at], next[same])) updateFoot(shown[at++], next[same++]);
    if (!toEnd) this.stopFollowing();
    for (const message of shown.slice(at)) message.remove();
    if (at === 0) this.#replaceOlderLink(fetched);
    for (const message of next.slice(same)) {
      this.#list.append(document.adoptNode(message));
      localizeTimes(message);
      enrich(message);
    }
  }

  #replaceOlderLink(/** @type {HTMLElement} */ fetched) {
    one("[data-older]", this.#list)?.remove();
    const link = one("[data-older]", fetched);
    if (link) this.#list.append(document.adoptNode(link));
    loadOlderInPlace(link);
  }
}
