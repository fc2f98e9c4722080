import { one } from "../lib/dom.js";
import { count, decimal } from "../lib/human.js";
import { t } from "../lib/texts.js";

/**
 * @typedef {{ model?: string, tokensPerSecond: number | null, promptTokens: number | null, completionTokens: number | null,
 *   timeToFirstTokenSeconds: number | null, loadSeconds: number | null, contextTokens: number | null, contextLength: number | null,
 *   doneReason: string | null, hiddenImages: number | null }} Statistics
 */

/** The same as StatisticsLine.cs. */
export function showStatistics(/** @type {HTMLElement} */ answer, /** @type {Statistics} */ statistics) {
  const stats = one("[data-stats]", answer);
  if (!stats) return;
  const parts = [];
  const { promptTokens: read, completionTokens: written, timeToFirstTokenSeconds: first, loadSeconds: load } = statistics;
  const { hiddenImages } = statistics;
  if (hiddenImages) parts.push(part(t("images not shown to this model: {0}", count(hiddenImages))));
  if (statistics.tokensPerSecond) parts.push(part(t("{0} tokens/s", decimal(statistics.tokensPerSecond))));
  if (read && written) parts.push(part(t("{0} + {1} tokens", count(read), count(written)), t("Tokens read and written")));
  else if (written) parts.push(part(t("about {0} tokens", count(written)), t("Counted while streaming")));
  if (first) parts.push(part(t("first token after {0} s", decimal(first))));
  if (load && load > 0.5) parts.push(part(t("loaded in {0} s", decimal(load)), t("Part of the time to the first token")));
  if (statistics.doneReason === "length") parts.push(part(t("stopped at the token limit")));
  stats.replaceChildren(...parts);
  stats.hidden = false;
}

function part(/** @type {string} */ textContent, /** @type {string} */ title = "") {
  const span = Object.assign(document.createElement("span"), { textContent });
  if (title) span.title = title;
  return span;
}
