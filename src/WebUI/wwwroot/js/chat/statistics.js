import { one } from "../lib/dom.js";
import { count } from "../lib/human.js";

/**
 * @typedef {{ model?: string, tokensPerSecond: number | null, promptTokens: number | null, completionTokens: number | null,
 *   timeToFirstTokenSeconds: number | null, loadSeconds: number | null, thinkingSeconds: number | null,
 *   contextTokens: number | null, contextLength: number | null, doneReason: string | null }} Statistics
 */

/** The same as StatisticsLine.cs. */
export function showStatistics(/** @type {HTMLElement} */ answer, /** @type {Statistics} */ statistics) {
  const stats = one("[data-stats]", answer);
  if (!stats) return;
  const parts = [part((stats.firstElementChild ?? stats).textContent?.trim() ?? "")];
  const { promptTokens: read, completionTokens: written, timeToFirstTokenSeconds: first, loadSeconds: load } = statistics;
  if (statistics.tokensPerSecond) parts.push(part(`${statistics.tokensPerSecond.toFixed(1)} tokens/s`));
  if (read && written) parts.push(part(`${count(read)} + ${count(written)} tokens`, "Tokens read and written"));
  else if (written) parts.push(part(`about ${count(written)} tokens`, "Counted while streaming"));
  if (first) parts.push(part(`first token after ${first.toFixed(1)} s`));
  if (load && load > 0.5) parts.push(part(`loaded in ${load.toFixed(1)} s`, "Part of the time to the first token"));
  if (statistics.doneReason === "length") parts.push(part("stopped at the token limit"));
  stats.replaceChildren(...parts.filter((span) => span.textContent));
  stats.hidden = false;
}

function part(/** @type {string} */ textContent, /** @type {string} */ title = "") {
  const span = Object.assign(document.createElement("span"), { textContent });
  if (title) span.title = title;
  return span;
}
