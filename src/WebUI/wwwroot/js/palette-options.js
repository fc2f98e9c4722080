import { idOf, linkTo } from "./chat-row.js";
import { all, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { plural, t } from "./lib/texts.js";

const maxChats = 5;
const maxLead = 24;

/** @typedef {{ url: string, title: string, messageId: string | null, snippet: { text: string, hit: boolean }[],
 *   file: { name: string } | null }} Hit */

/** A part of the list, with its name. @returns {HTMLElement} */
export function createGroup(/** @type {string} */ name, /** @type {string} */ label) {
  const group = element("div", "", "");
  group.dataset.paletteGroup = name;
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  const heading = element("p", "palette__label", label);
  heading.setAttribute("role", "presentation");
  group.append(heading);
  return group;
}

/** Chats of the sidebar, which is sorted by use. @param {(title: string) => boolean} fits */
export function chatOptions(fits) {
  return all("[data-chat-list] li")
    .map((row) => ({ url: linkTo(idOf(row)), title: one(".chat-list__title", row)?.textContent ?? "" }))
    .filter(({ title }) => fits(title))
    .slice(0, maxChats)
    .map(({ url, title }) => createOption(url, title));
}

/** The pages of the sidebar and of its menu. @param {(name: string) => boolean} fits */
export function commandOptions(fits) {
  const options = all("#sidebar .nav-item[href], #sidebar .menu__item:not([popovertarget])").map((item) => {
    const name = [...item.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.nodeValue).join("").trim();
    const option = createOption(item.getAttribute("href") ?? "", name);
    const icon = one("svg", item)?.cloneNode(true);
    if (icon) option.prepend(icon);
    if (item.closest("[data-sign-out]")) option.dataset.paletteSignOut = "";
    return option;
  });
  const settings = `${pathBase}/settings`;
  const at = options.findIndex((option) => option.getAttribute("href") === settings) + 1;
  const theme = createOption(`${settings}#appearance`, t("Change theme"));
  options.splice(at, 0, theme, createOption(`${settings}#language`, t("Change language")));
  return options.filter((option) => fits(option.textContent?.trim() ?? ""));
}

export function hitOption(/** @type {Hit} */ hit) {
  const option = createOption(hit.url, hit.file ? t("{0} in {1}", hit.file.name, hit.title) : hit.title);
  if (!hit.messageId) return option;
  const snippet = element("span", "palette__snippet", "");
  snippet.dir = "auto";
  const first = Math.max(0, hit.snippet.findIndex((part) => part.hit));
  snippet.append(shortened(hit.snippet.slice(0, first).map(({ text }) => text).join("")));
  for (const { text, hit: isHit } of hit.snippet.slice(first)) snippet.append(isHit ? element("mark", "", text) : text);
  one(".palette__text", option)?.append(snippet);
  return option;
}

export const allHitsOption = (/** @type {string} */ text, /** @type {number} */ count) => createOption(
  `${pathBase}/search?q=${encodeURIComponent(text)}`, plural(count, "Show {0} result on a page", "Show all {0} results"));

/** @returns {HTMLElement} */
function createOption(/** @type {string} */ url, /** @type {string} */ title) {
  const option = element("a", "palette__option", "");
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.setAttribute("href", url);
  option.tabIndex = -1;
  const name = element("span", "palette__title", title);
  name.dir = "auto";
  const text = element("span", "palette__text", "");
  text.append(name);
  option.append(text);
  return option;
}

// The line is cut at its end, and the words should be before that.
const shortened = (/** @type {string} */ text) => text.length <= maxLead ? text : `…${[...text].slice(-maxLead).join("")}`;

function element(/** @type {string} */ tag, /** @type {string} */ name, /** @type {string} */ text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
