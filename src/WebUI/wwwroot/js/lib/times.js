// @ts-check
import { all } from "./dom.js";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** Tells the server which days the reader lives in, for the lists that it groups by day. */
export function tellOffset() {
  document.cookie = `chatai-offset=${-new Date().getTimezoneOffset()}; path=/; max-age=31536000; samesite=lax`;
}

function moment(/** @type {Date} */ time) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (time.toDateString() === today.toDateString()) return `today ${clock.format(time)}`;
  if (time.toDateString() === yesterday.toDateString()) return `yesterday ${clock.format(time)}`;
  return day.format(time);
}

/** Turns the server's UTC into the reader's own time. */
export function localise(/** @type {ParentNode} */ root) {
  for (const time of all("time[datetime]", root)) {
    const date = new Date(time.getAttribute("datetime") ?? "");
    if (Number.isNaN(date.getTime())) continue;
    if (time.matches("[data-clock]")) time.textContent = clock.format(date);
    else if (time.matches("[data-moment]")) time.textContent = moment(date);
    else if (time.matches("[data-until]")) time.textContent = `${day.format(date)}, ${clock.format(date)}`;
    else if (time.matches("[data-day]")) time.textContent = day.format(date);
    else if (time.matches("[data-instant]")) time.textContent = `${day.format(date)}, ${seconds.format(date)}`;
    time.title = `${day.format(date)}, ${clock.format(date)}`;
  }
}
