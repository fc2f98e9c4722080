import { all, fromTemplate, one } from "./lib/dom.js";
import { t } from "./lib/texts.js";

// The same sections and rules as ChatDay.cs.
const names = /** @type {Record<string, string>} */ ({
  "Pinned": t("Pinned"), "Today": t("Today"), "Yesterday": t("Yesterday"), "Previous 7 days": t("Previous 7 days"), "Older": t("Older"),
});
const days = Object.keys(names);

const dayLength = 86_400_000;

export class ChatSections {
  #list;
  #today = new Date().toDateString();

  constructor(/** @type {HTMLElement} */ list) {
    this.#list = list;
  }

  /** Moves a chat to its position: newest first, in the section of its day. */
  place(/** @type {HTMLElement} */ row) {
    const list = /** @type {HTMLElement} */ (one("ul", this.#section(dayOf(row))));
    const next = all("li", list).find((other) => other !== row && Number(other.dataset.used) < Number(row.dataset.used)) ?? null;
    if (row.parentElement === list && row.nextElementSibling === next) return;

    const oldSection = row.closest("section");
    const focused = row.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    list.insertBefore(row, next);
    // Moving a node blurs it.
    focused?.focus({ preventScroll: true });
    removeIfEmpty(oldSection);
  }

  remove(/** @type {HTMLElement | null} */ row) {
    const section = row?.closest("section");
    row?.remove();
    removeIfEmpty(section);
  }

  updateDay() {
    const today = new Date().toDateString();
    if (today === this.#today) return;
    this.#today = today;
    for (const row of all("li", this.#list)) this.place(row);
  }

  #section(/** @type {string} */ day) {
    const sections = all("section", this.#list);
    const existing = sections.find((section) => section.dataset.day === day);
    if (existing) return existing;

    const section = fromTemplate("chat-list-day");
    section.dataset.day = day;
    const heading = one("h2", section);
    if (heading) heading.textContent = names[day];
    const next = sections.find((other) => days.indexOf(other.dataset.day ?? "") > days.indexOf(day)) ?? null;
    this.#list.insertBefore(section, next);
    return section;
  }
}

function dayOf(/** @type {HTMLElement} */ row) {
  if (one(".chat-list__mark", row)) return "Pinned";
  // Rounded, because a day on which the clocks change is not 24 hours long.
  const age = Math.round((startOfDay(new Date()) - startOfDay(new Date(Number(row.dataset.used)))) / dayLength);
  if (age <= 0) return "Today";
  if (age === 1) return "Yesterday";
  return age <= 7 ? "Previous 7 days" : "Older";
}

const startOfDay = (/** @type {Date} */ time) => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();

function removeIfEmpty(/** @type {Element | null | undefined} */ section) {
  if (section && !section.querySelector("li")) section.remove();
}
