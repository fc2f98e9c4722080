import { all } from "./dom.js";
import { language, t } from "./texts.js";

const locale = language === "en" ? "en-GB" : language;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const dayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });

/** Lets the server group lists by the days of the user's time zone. */
export function saveTimeZoneOffset() {
  document.cookie = `chatai-offset=${-new Date().getTimezoneOffset()}; path=/; max-age=31536000; samesite=lax`;
}

export const timeOfDay = (/** @type {Date} */ time) => seconds.format(time);

function relativeDay(/** @type {Date} */ time) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (time.toDateString() === today.toDateString()) return t("today {0}", clock.format(time));
  if (time.toDateString() === yesterday.toDateString()) return t("yesterday {0}", clock.format(time));
  return day.format(time);
}

// As short as it can be understood; the title has the whole date.
function shortTime(/** @type {Date} */ time) {
  const today = new Date();
  if (time.toDateString() === today.toDateString()) return clock.format(time);
  return `${(time.getFullYear() === today.getFullYear() ? dayOfYear : day).format(time)}, ${clock.format(time)}`;
}

export function localizeTimes(/** @type {ParentNode} */ root) {
  for (const time of all("time[datetime]", root)) {
    const date = new Date(time.getAttribute("datetime") ?? "");
    if (Number.isNaN(date.getTime())) continue;
    if (time.matches("[data-clock]")) time.textContent = clock.format(date);
    else if (time.matches("[data-sent]")) time.textContent = shortTime(date);
    else if (time.matches("[data-moment]")) time.textContent = relativeDay(date);
    else if (time.matches("[data-until]")) time.textContent = `${day.format(date)}, ${clock.format(date)}`;
    else if (time.matches("[data-day]")) time.textContent = day.format(date);
    else if (time.matches("[data-instant]")) time.textContent = `${day.format(date)}, ${seconds.format(date)}`;
    time.title = `${day.format(date)}, ${clock.format(date)}`;
  }
}
