import { get } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { milliseconds } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";
import { t } from "../lib/texts.js";

const interval = 5_000;

export function watchServer(/** @type {() => Promise<void>} */ onChange) {
  const poll = async () => {
    if (document.hidden) return;
    try {
      const [server, requests] = await Promise.all([get(`${pathBase}/ollama/status`), get(`${pathBase}/model/requests`)]);
      const latency = one("[data-latency]");
      if (latency && server.latencyMs !== null) latency.textContent = t("responds in {0}", milliseconds(server.latencyMs));
      if (stateOf(server) !== shownState() || stateOfRequests(requests) !== shownRequests()) await onChange();
    } catch {
      // The portal is down or the user signed out; the next poll may succeed.
    }
  };
  setInterval(poll, interval);
  document.addEventListener("visibilitychange", poll);
}

/** @typedef {{ status: string, version: string | null, models: number, broken: number, running: number }} Server */

const stateOf = (/** @type {Server} */ { status, version, models, broken, running }) =>
  `${status} ${version ?? ""} ${models} ${broken} ${running}`;

const shownState = () => one("[data-server-state]")?.dataset.serverState;

const stateOfRequests = (/** @type {{ id: string, status: string }[]} */ requests) =>
  requests.map(({ id, status }) => `${id} ${status}`).join();

const shownRequests = () => all("[data-request]").map(({ dataset }) => `${dataset.request} ${dataset.state?.toLowerCase()}`).join();
