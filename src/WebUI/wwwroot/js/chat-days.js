// @ts-check
import { one } from "./lib/dom.js";

/** The groups of the list, in their order. ChatDay.cs has the same. */
export const days = ["Pinned", "Today", "Yesterday", "Previous 7 days", "Older"];

const dayLength = 86_400_000;

export function dayOf(/** @type {HTMLElement} */ row) {
  if (one(".chat-list__mark", row)) return "Pinned";
  // Rounded: a day in which the clocks change is not as long as others.
  const age = Math.round((startOfDay(new Date()) - startOfDay(new Date(Number(row.dataset.used)))) / dayLength);
  if (age <= 0) return "Today";
  if (age === 1) return "Yesterday";
  return age <= 7 ? "Previous 7 days" : "Older";
}

const startOfDay = (/** @type {Date} */ time) => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
