// @ts-check
import { page } from "../lib/api.js";
import { all, make, one } from "../lib/dom.js";
import { localise } from "../lib/times.js";
import { AnswerView } from "./answer-view.js";
import { colour } from "./highlight.js";

/** The messages of the page and where the reader is in them. */
export class MessageList {
  /** @type {HTMLElement} */ #list;
  /** @type {HTMLElement | null} */ #toNewest = one("[data-to-newest]");
  #isFollowing = true;
  #lastTop = 0;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
    // Both are told once a frame, after layout, so that a token costs no layout of its own.
    new ResizeObserver(() => { if (this.#isFollowing) this.toEnd(); }).observe(list);
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#toNewest?.addEventListener("click", () => this.toEnd());
    one("[data-older]", list)?.addEventListener("click", (event) => this.#showOlder(event));
    if (!location.hash) this.toEnd();
  }

  /** The answer that is not whole yet, if there is one. */
  get open() {
    const last = all(".message--answer", this.#list).at(-1);
    return last?.getAttribute("aria-busy") === "true" ? new AnswerView(last) : null;
  }

  /** The id of the last message. */
  get leaf() {
    return all("[data-message]", this.#list).at(-1)?.dataset.message ?? null;
  }

  /**
   * Adds a message and the answer that will come.
   * @param {{ userMessage: any, assistantMessage: any }} sent
   */
  add({ userMessage, assistantMessage }) {
    const user = make("user-message");
    identify(user, userMessage.id);
    const text = one("[data-text]", user);
    if (text) text.textContent = userMessage.content;
    one("time", user)?.setAttribute("datetime", userMessage.timestamp);

    const answer = make("answer");
    identify(answer, assistantMessage.id);
    answer.setAttribute("aria-label", `Answer of ${assistantMessage.model}`);
    const stats = one("[data-stats]", answer);
    if (stats) stats.textContent = assistantMessage.model;

    this.#list.append(user, answer);
    localise(user);
    this.toEnd();
    return new AnswerView(answer);
  }

  toEnd() {
    this.#isFollowing = true;
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  }

  // Whoever scrolls up reads, and is left alone until they come back to the end.
  #scrolled() {
    const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 24;
    this.#isFollowing = isAtEnd || (this.#isFollowing && scrollY >= this.#lastTop);
    this.#lastTop = scrollY;
    if (this.#toNewest) this.#toNewest.hidden = this.#isFollowing || isAtEnd;
  }

  /** @param {Event} event */
  async #showOlder(event) {
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    link.setAttribute("aria-disabled", "true");
    try {
      const older = await page(link.href);
      const messages = all(".message", one("[data-messages]", older) ?? older);
      const next = one("[data-older]", older);
      link.after(...messages.map((message) => document.adoptNode(message)));
      for (const message of messages) {
        localise(message);
        colour(message);
      }
      if (next) link.href = next.getAttribute("href") ?? "";
      else link.remove();
    } catch {
      location.href = link.href;
    } finally {
      link.removeAttribute("aria-disabled");
    }
  }
}

/**
 * @param {HTMLElement} message
 * @param {string} id
 */
function identify(message, id) {
  message.id = `m-${id}`;
  message.dataset.message = id;
}
