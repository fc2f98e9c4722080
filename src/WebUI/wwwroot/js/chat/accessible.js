import { all } from "../lib/dom.js";
import { t } from "../lib/texts.js";

/** Makes what a model wrote a part of the page: headings below its title, without gaps, and names for all that can be focused. */
export function makeAccessible(/** @type {Element} */ block) {
  for (const box of all("input[type=checkbox]", block)) box.setAttribute("aria-label", t("Task"));
  for (const table of all(".prose__scroll", block)) nameGroup(table, t("Table"));
  for (const code of all(".code-block__body", block)) {
    nameGroup(code, t("Code, {0}", code.previousElementSibling?.firstElementChild?.textContent ?? ""));
  }
  const answer = block.closest("[data-parts]");
  if (answer && block.querySelector("h1, h2, h3, h4, h5, h6")) levelHeadings(answer);
}

// The first heading is on the level below the page's title, whatever it is in the answer.
function levelHeadings(/** @type {Element} */ answer) {
  const above = /** @type {number[]} */ ([]);
  for (const heading of all("h1, h2, h3, h4, h5, h6", answer)) {
    const rank = Number(heading.tagName[1]);
    while ((above.at(-1) ?? 0) >= rank) above.pop();
    above.push(rank);
    const level = String(above.length + 1);
    if (heading.getAttribute("aria-level") !== level) heading.setAttribute("aria-level", level);
  }
}

function nameGroup(/** @type {Element} */ element, /** @type {string} */ name) {
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", name);
}
