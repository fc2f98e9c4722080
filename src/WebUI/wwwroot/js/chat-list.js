import { createRow, idOf, linkTo, showChat } from "./chat-row.js";
import { ChatSections } from "./chat-sections.js";
import { fetchPage } from "./lib/api.js";
import { all, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";

/**
 * @typedef {{ id: string, title: string, isPinned: boolean, updatedAt: string, answeredAt: string | null, isAnswering: boolean,
 *   isUnread: boolean, hasFailed: boolean, version: number, leafId: string | null }} Chat
 */

export class ChatList {
  #list;
  #sections;
  #loading = /** @type {Promise<void> | null} */ (null);
  #removedIds = /** @type {Set<string>} */ (new Set());

  constructor(/** @type {HTMLElement} */ list) {
    this.#list = list;
    this.#sections = new ChatSections(list);
    const more = one("[data-more-chats]");
    if (!more || more.hidden) return;
    more.addEventListener("click", (event) => {
      event.preventDefault();
      this.loadAll();
    });
    new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) this.loadAll(); }).observe(more);
  }

  loadAll() {
    this.#loading ??= this.#load().catch(() => { this.#loading = null; });
    return this.#loading;
  }

  /** The position in the stream of chats that the page was rendered at. */
  get position() {
    return this.#list.dataset.chatsAt ?? "";
  }

  /** Adds or updates a chat. @returns whether it has a new answer that its owner has not seen */
  update(/** @type {Chat} */ chat) {
    const row = this.#row(chat.id) ?? createRow(chat.id);
    showChat(row, chat);
    const answeredAt = chat.answeredAt ? Date.parse(chat.answeredAt) : 0;
    const hasNewAnswer = chat.isUnread && answeredAt > Number(row.dataset.answered ?? 0);
    row.dataset.answered = String(answeredAt);
    row.dataset.used = String(Date.parse(chat.updatedAt));
    this.#sections.place(row);
    this.#sections.updateDay();
    this.#onChange();
    return hasNewAnswer;
  }

  remove(/** @type {string} */ id) {
    this.#removedIds.add(id);
    this.#sections.remove(this.#row(id));
    this.#onChange();
  }

  removeExcept(/** @type {string[]} */ ids) {
    const kept = new Set(ids);
    const removed = all("li", this.#list).map(idOf).filter((id) => !kept.has(id));
    for (const id of removed) this.remove(id);
    return removed;
  }

  isUnread(/** @type {string} */ id) {
    return this.#row(id)?.querySelector(".dot--unread") != null;
  }

  async #load() {
    const more = one("[data-more-chats]");
    if (!more || more.hidden) return;
    const whole = await fetchPage(`${pathBase}/chats`);
    const isMissing = (/** @type {string} */ id) => !this.#row(id) && !this.#removedIds.has(id);
    const missing = all("[data-all-chats] li", whole).filter((row) => isMissing(idOf(row)));
    for (const row of missing) this.#sections.place(document.adoptNode(row));
    if (document.activeElement === more) one("a", missing[0])?.focus();
    more.hidden = true;
    this.#onChange();
  }

  #row(/** @type {string} */ id) {
    return /** @type {HTMLElement | null} */ (one(`a[href="${linkTo(id)}"]`, this.#list)?.closest("li") ?? null);
  }

  #onChange() {
    const empty = one("[data-chat-list-empty]");
    if (empty) empty.hidden = one("li", this.#list) !== null;
  }
}
