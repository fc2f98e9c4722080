// @ts-check
import { get } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { milliseconds } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";

const interval = 5_000;

/**
 * Looks every few seconds, while the page is seen, whether the model server or what is asked for is otherwise than shown.
 * @param {() => Promise<void>} changed brings the page up to date
 */
export function watch(changed) {
  const look = async () => {
    if (document.hidden) return;
    try {
      const [server, requests] = await Promise.all([get(`${pathBase}/ollama/status`), get(`${pathBase}/model/requests`)]);
      const latency = one("[data-latency]");
      if (latency && server.latencyMs !== null) latency.textContent = `responds in ${milliseconds(server.latencyMs)}`;
      if (stateOf(server) !== shownState() || stateOfRequests(requests) !== shownRequests()) await changed();
    } catch {
      // The portal is away, or the reader signed out: the next look may do better.
    }
  };
  setInterval(look, interval);
  document.addEventListener("visibilitychange", look);
}

/** @param {{ status: string, version: string | null, models: number, broken: number, running: number }} server */
const stateOf = ({ status, version, models, broken, running }) => `${status} ${version ?? ""} ${models} ${broken} ${running}`;

const shownState = () => one("[data-server-state]")?.dataset.serverState;

/** @param {{ id: string, status: string }[]} requests */
const stateOfRequests = (requests) => requests.map(({ id, status }) => `${id} ${status}`).join();

const shownRequests = () => all("[data-request]").map(({ dataset }) => `${dataset.request} ${dataset.state?.toLowerCase()}`).join();
