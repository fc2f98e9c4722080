import { get } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { milliseconds } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";
import { t } from "../lib/texts.js";

const interval = 5_000;

/**
 * @typedef {{ connected: boolean, status: string, version: string | null, latencyMs: number | null, models: number, broken: number,
 *   running: number }} Server
 */

/**
 * Asks for the state of Ollama while the page is visible: it sends no events.
 * @param {(server: Server) => void | Promise<void>} onStatus @returns {() => void} stops asking
 */
export function pollStatus(onStatus) {
  const poll = async () => {
    if (document.hidden) return;
    try {
      await onStatus(await get(`${pathBase}/ollama/status`));
    } catch {
      // The portal is down or the user signed out; the next poll may succeed.
    }
  };
  const timer = setInterval(poll, interval);
  document.addEventListener("visibilitychange", poll);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", poll);
  };
}

export function watchServer(/** @type {() => Promise<void>} */ onChange) {
  pollStatus(async (server) => {
    const requests = await get(`${pathBase}/model/requests`);
    const latency = one("[data-latency]");
    if (latency && server.latencyMs !== null) latency.textContent = t("responds in {0}", milliseconds(server.latencyMs));
    if (stateOf(server) !== shownState() || stateOfRequests(requests) !== shownRequests()) await onChange();
  });
}

const stateOf = (/** @type {Server} */ { status, version, models, broken, running }) =>
  `${status} ${version ?? ""} ${models} ${broken} ${running}`;

const shownState = () => one("[data-server-state]")?.dataset.serverState;

const stateOfRequests = (/** @type {{ id: string, status: string }[]} */ requests) =>
  requests.map(({ id, status }) => `${id} ${status}`).join();

const shownRequests = () => all("[data-request]").map(({ dataset }) => `${dataset.request} ${dataset.state?.toLowerCase()}`).join();
