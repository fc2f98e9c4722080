// @ts-check
import { one } from "../lib/dom.js";
import { count } from "../lib/human.js";

/**
 * @typedef {{ model?: string, tokensPerSecond: number | null, completionTokens: number | null,
 *   timeToFirstTokenSeconds: number | null, doneReason: string | null }} Statistics
 */

/**
 * Says under an answer how it was made.
 * @param {HTMLElement} answer
 * @param {Statistics} statistics
 */
export function showStatistics(answer, statistics) {
  const stats = one("[data-stats]", answer);
  if (!stats) return;
  const parts = [stats.textContent?.trim() ?? ""];
  if (statistics.tokensPerSecond) parts.push(`${statistics.tokensPerSecond.toFixed(1)} tokens/s`);
  if (statistics.completionTokens) parts.push(`${count(statistics.completionTokens)} tokens`);
  if (statistics.timeToFirstTokenSeconds) parts.push(`first after ${statistics.timeToFirstTokenSeconds.toFixed(1)} s`);
  if (statistics.doneReason === "length") parts.push("ended at its limit of tokens");
  stats.replaceChildren(...parts.filter(Boolean).map((part) => Object.assign(document.createElement("span"), { textContent: part })));
  stats.hidden = false;
}
