import { linkTo, idOf } from "./chat-row.js";
import { all, fromTemplate, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { plural, t } from "./lib/texts.js";

const maxChats = 5;
const maxLead = 24;

/** Chats of the sidebar, which is sorted by use. @param {(title: string | null) => boolean | undefined} fits */
export function chatOptions(fits) {
  return all("[data-chat-list] li")
    .filter((row) => fits(one(".chat-list__title", row)?.textContent ?? ""))
    .slice(0, maxChats)
    .map((row) => option(linkTo(idOf(row)), one(".chat-list__title", row)?.textContent ?? ""));
}

/** @param {{ url: string, title: string, messageId: string | null, snippet: { text: string, hit: boolean }[], file: { name: string } | null }} hit */
export function hitOption(hit) {
  const made = option(hit.url, hit.file ? t("{0} in {1}", hit.file.name, hit.title) : hit.title);
  const snippet = one(".palette__snippet", made);
  if (snippet && hit.messageId) {
    snippet.hidden = false;
    snippet.append(...hit.snippet.map(({ text, hit: isHit }, index) => isHit ? marked(text) : index < 2 ? shortened(text) : text));
  }
  return made;
}

export const allHitsOption = (/** @type {string} */ text, /** @type {number} */ count) => option(
  `${pathBase}/search?q=${encodeURIComponent(text)}`, plural(count, "Show {0} result on a page", "Show all {0} results"));

function option(/** @type {string} */ url, /** @type {string} */ title) {
  const made = fromTemplate("palette-option");
  made.setAttribute("href", url);
  const text = one(".palette__title", made);
  if (text) text.textContent = title;
  return made;
}

// The line is cut at its end, and the words should be before that.
const shortened = (/** @type {string} */ text) => text.length <= maxLead ? text : `…${[...text].slice(-maxLead).join("")}`;

function marked(/** @type {string} */ text) {
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}
