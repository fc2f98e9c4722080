// @ts-check
import { page } from "../lib/api.js";
import { all, make, one } from "../lib/dom.js";
import { localise } from "../lib/times.js";
import { AnswerView } from "./answer-view.js";
import { enrich } from "./enrich.js";
import { equip } from "./message-tools.js";
import { textOf } from "./sources.js";

/** The messages of the page and where the reader is in them. */
export class MessageList {
  /** @type {HTMLElement} */ #list;
  /** @type {HTMLElement | null} */ #toNewest = one("[data-to-newest]");
  #isFollowing = true;
  #lastTop = 0;
  #version = 0;
  #turn = 0;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
    this.#version = Number(list.dataset.version);
    for (const message of all(".message", list)) equip(message);
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

  /** Whether the reader is at the end and goes on with it. */
  get isFollowing() {
    return this.#isFollowing;
  }

  /** The id of the last message. */
  get leaf() {
    return all("[data-message]", this.#list).at(-1)?.dataset.message ?? null;
  }

  /** The version of the chat that is shown. */
  get version() {
    return this.#version;
  }

  /**
   * Adds a message and the answer that will come.
   * @param {{ userMessage: any, assistantMessage: any }} sent
   */
  add({ userMessage, assistantMessage }) {
    // What is being fetched may be from before it was sent.
    this.#turn++;
    const known = this.message(assistantMessage.id);
    if (known) return new AnswerView(known);
    this.#version++;

    const user = equip(make("user-message"));
    identify(user, userMessage.id);
    const text = one("[data-text]", user);
    if (text) text.textContent = userMessage.content;
    one("time", user)?.setAttribute("datetime", userMessage.timestamp);

    const answer = equip(make("answer"));
    identify(answer, assistantMessage.id);
    answer.setAttribute("aria-label", `Answer from ${assistantMessage.model}`);
    const stats = one("[data-stats]", answer);
    if (stats) stats.textContent = assistantMessage.model;

    this.#list.append(user, answer);
    localise(user);
    this.toEnd();
    return new AnswerView(answer);
  }

  /**
   * Shows the messages as the server has them now; what is the same stays as it is.
   * @param {boolean} toEnd whether the reader is to be taken to the end
   */
  async refresh(toEnd) {
    const turn = ++this.#turn;
    const fresh = one("[data-messages]", await page(location.pathname + location.search));
    // Only what was asked for last is sure to be the newest.
    if (!fresh || turn !== this.#turn) return;
    this.#version = Number(fresh.dataset.version);
    const next = all(".message", fresh).map(equip);
    const now = all(".message", this.#list);
    // Above may be older ones that were asked for.
    let at = Math.max(0, now.findIndex((message) => message.dataset.message === next[0]?.dataset.message));
    let same = 0;
    while (isSame(now[at], next[same])) takeFoot(now[at++], next[same++]);
    if (!toEnd) this.stay();
    for (const message of now.slice(at)) message.remove();
    if (at === 0) one("[data-older]", this.#list)?.remove();
    const older = at === 0 ? one("[data-older]", fresh) : null;
    if (older) this.#list.append(document.adoptNode(older));
    older?.addEventListener("click", (event) => this.#showOlder(event));
    for (const message of next.slice(same)) {
      this.#list.append(document.adoptNode(message));
      localise(message);
      enrich(message);
    }
    if (toEnd) this.toEnd();
  }

  /** Leaves the reader where they are, whatever grows. */
  stay() {
    this.#isFollowing = false;
  }

  /** @param {string} id */
  message(id) {
    return all("[data-message]", this.#list).find((message) => message.dataset.message === id) ?? null;
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
      link.after(...messages.map((message) => equip(document.adoptNode(message))));
      for (const message of messages) {
        localise(message);
        enrich(message);
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

const parts = ["[data-blocks]", "[data-thinking-text]", "[data-error]"];

/**
 * @param {HTMLElement | undefined} now
 * @param {HTMLElement | undefined} next
 */
function isSame(now, next) {
  if (!now || !next || now.dataset.message !== next.dataset.message) return false;
  // What is being written is followed where it stands.
  if (next.getAttribute("aria-busy") === "true") return now.getAttribute("aria-busy") === "true";
  // An answer that was gone on with elsewhere may have ended in the same way again.
  return now.dataset.status === next.dataset.status
    && parts.every((part) => textOf(one(part, now)) === textOf(one(part, next)));
}

/**
 * @param {HTMLElement} now
 * @param {HTMLElement} next
 */
function takeFoot(now, next) {
  const [shown, stats] = [one("[data-stats]", now), one("[data-stats]", next)];
  if (stats && !stats.hidden && !shown?.isEqualNode(stats)) shown?.replaceWith(document.adoptNode(stats));
  const before = one("[data-siblings]", now);
  const after = one("[data-siblings]", next);
  if (before?.outerHTML === after?.outerHTML) return;
  const foot = one(".message__foot", now);
  before?.remove();
  if (after) foot?.insertBefore(document.adoptNode(after), one("[data-stats]", foot));
}
