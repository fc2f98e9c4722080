// @ts-check
import { dayOf, days } from "./chat-days.js";
import { page } from "./lib/api.js";
import { all, make, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { filterChats } from "./sidebar.js";

/**
 * @typedef {{ id: string, title: string, isPinned: boolean, updatedAt: string, answeredAt: string | null, isAnswering: boolean,
 *   isUnread: boolean, hasFailed: boolean, version: number, leafId: string | null }} Chat
 */

/** The list of chats in the sidebar, which moves with what happens in them. */
export class ChatList {
  #list;
  #today = new Date().toDateString();
  #loading = /** @type {Promise<void> | null} */ (null);
  #removed = /** @type {Set<string>} */ (new Set());

  constructor(/** @type {HTMLElement} */ list) {
    this.#list = list;
    const more = one("[data-more-chats]");
    if (!more || more.hidden) return;
    more.addEventListener("click", (event) => {
      event.preventDefault();
      this.loadAll();
    });
    new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) this.loadAll(); }).observe(more);
    one("[data-chat-search]")?.addEventListener("input", () => this.loadAll());
  }

  /** Fetches the chats that the page came without. */
  loadAll() {
    this.#loading ??= this.#load().catch(() => { this.#loading = null; });
    return this.#loading;
  }

  /** The position in the stream of the chats up to which the page knows them. */
  get position() {
    return this.#list.dataset.chatsAt ?? "";
  }

  /**
   * Shows a chat as it is now.
   * @param {Chat} chat
   * @returns {boolean} whether an answer has ended in it, since the list last knew, that its owner has not seen
   */
  put(chat) {
    const row = this.#row(chat.id) ?? this.#make(chat.id);
    const link = /** @type {HTMLElement} */ (one("a", row));
    const title = /** @type {HTMLElement} */ (one(".chat-list__title", row));
    if (title.textContent !== chat.title) title.textContent = chat.title;
    mark(link, ".chat-list__mark", "pin-mark", chat.isPinned);
    mark(link, ".dot--live", "live-dot", chat.isAnswering);
    mark(link, ".dot--unread", "unread-dot", chat.isUnread);

    const answered = chat.answeredAt ? Date.parse(chat.answeredAt) : 0;
    const isNews = chat.isUnread && answered > Number(row.dataset.answered ?? 0);
    row.dataset.answered = String(answered);
    row.dataset.used = String(Date.parse(chat.updatedAt));
    this.#place(row);
    this.#turnTheDay();
    this.#changed();
    return isNews;
  }

  remove(/** @type {string} */ id) {
    this.#removed.add(id);
    const row = this.#row(id);
    const section = row?.closest("section");
    row?.remove();
    removeEmpty(section);
    this.#changed();
  }

  /** Removes all that are not among these. @returns {string[]} those that were removed */
  keep(/** @type {string[]} */ ids) {
    const there = new Set(ids);
    const removed = all("li", this.#list).map(idOf).filter((id) => !there.has(id));
    for (const id of removed) this.remove(id);
    return removed;
  }

  isUnread(/** @type {string} */ id) {
    return this.#row(id)?.querySelector(".dot--unread") != null;
  }

  async #load() {
    const more = one("[data-more-chats]");
    if (!more || more.hidden) return;
    const whole = await page(`${pathBase}/chats`);
    const others = all("[data-all-chats] li", whole).filter((row) => !this.#row(idOf(row)) && !this.#removed.has(idOf(row)));
    for (const row of others) this.#place(document.adoptNode(row));
    if (document.activeElement === more) one("a", others[0])?.focus();
    more.hidden = true;
    this.#changed();
  }

  #row(/** @type {string} */ id) {
    return /** @type {HTMLElement | null} */ (one(`a[href="${pathBase}/chat/${id}"]`, this.#list)?.closest("li") ?? null);
  }

  #make(/** @type {string} */ id) {
    const row = make("chat-list-chat");
    const link = /** @type {HTMLAnchorElement} */ (one("a", row));
    link.setAttribute("href", `${pathBase}/chat/${id}`);
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    return row;
  }

  #place(/** @type {HTMLElement} */ row) {
    const list = /** @type {HTMLElement} */ (one("ul", this.#section(dayOf(row))));
    const before = all("li", list).find((other) => other !== row && Number(other.dataset.used) < Number(row.dataset.used)) ?? null;
    if (row.parentElement === list && row.nextElementSibling === before) return;

    const left = row.closest("section");
    const focused = row.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    list.insertBefore(row, before);
    // What is moved loses the focus.
    focused?.focus({ preventScroll: true });
    removeEmpty(left);
  }

  #section(/** @type {string} */ day) {
    const sections = all("section", this.#list);
    const known = sections.find((section) => section.dataset.day === day);
    if (known) return known;

    const section = make("chat-list-day");
    section.dataset.day = day;
    const heading = one("h2", section);
    if (heading) heading.textContent = day;
    const next = sections.find((other) => days.indexOf(other.dataset.day ?? "") > days.indexOf(day)) ?? null;
    this.#list.insertBefore(section, next);
    return section;
  }

  // Past midnight, what was today's is yesterday's.
  #turnTheDay() {
    const today = new Date().toDateString();
    if (today === this.#today) return;
    this.#today = today;
    for (const row of all("li", this.#list)) this.#place(row);
  }

  #changed() {
    const empty = one("[data-chat-list-empty]");
    if (empty) empty.hidden = one("li", this.#list) !== null;
    filterChats();
  }
}

const idOf = (/** @type {HTMLElement} */ row) => one("a", row)?.getAttribute("href")?.slice(`${pathBase}/chat/`.length) ?? "";

/** @param {HTMLElement} link @param {string} selector @param {string} template @param {boolean} isOn */
function mark(link, selector, template, isOn) {
  const there = one(selector, link);
  if (!isOn) there?.remove();
  else if (!there) link.append(make(template));
}

function removeEmpty(/** @type {Element | null | undefined} */ section) {
  if (section && !section.querySelector("li")) section.remove();
}
