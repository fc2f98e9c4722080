// @ts-check
import { get } from "./api.js";
import { follow } from "./events.js";

const shortRest = 5_000;
const longRest = 60_000;

/**
 * One stream for all tabs of a browser, which has six connections to a host. One tab holds it, seen or not, and passes on
 * what comes. When that tab goes, another takes over and asks for what came since, so nothing is missed.
 */
export class SharedEvents {
  /** @type {string} */ #url;
  /** @type {string} */ #name;
  /** @type {string} */ #after;
  /** @type {Record<string, (data: any) => void>} */ #handlers;
  /** @type {(word: any) => void} */ #hear;
  /** @type {BroadcastChannel | null} */ #channel = null;
  /** @type {(() => void) | null} */ #close = null;
  #left = new AbortController();

  /**
   * @param {string} url
   * @param {{ name: string, after: string }} known name: the same in the tabs that share; after: what this page knows already
   * @param {Record<string, (data: any) => void>} handlers by the event's name
   * @param {(word: any) => void} hear what another tab says by `say`
   */
  constructor(url, { name, after }, handlers, hear) {
    this.#url = url;
    this.#name = name;
    this.#after = after;
    this.#handlers = handlers;
    this.#hear = hear;
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => { if (event.persisted) this.#join(); });
    this.#join();
  }

  /** Whether this tab holds the stream. */
  get isHolder() {
    return this.#close !== null;
  }

  /**
   * Says something to the other tabs.
   * @param {any} word
   */
  say(word) {
    this.#channel?.postMessage({ word });
  }

  leave() {
    this.#left.abort();
    this.#close?.();
    this.#close = null;
    this.#channel?.close();
    this.#channel = null;
  }

  #join() {
    this.#left = new AbortController();
    const { signal } = this.#left;
    if (!navigator.locks || !globalThis.BroadcastChannel) {
      // Over plain HTTP from another machine there are no locks: then each tab listens for itself while it is seen.
      this.#close = follow(this.#url, this.#taking(), {}, { after: this.#after });
      return;
    }
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener("message", ({ data }) => this.#heard(data));
    this.#channel.postMessage({ after: this.#after });
    navigator.locks.request(this.#name, { signal }, () => this.#hold(signal)).catch((failure) => {
      // Who leaves before it is their turn is told so by an exception.
      if (!signal.aborted) throw failure;
    });
  }

  /** @param {AbortSignal} signal */
  #hold(signal) {
    if (signal.aborted) return;
    this.#open();
    return new Promise((resolve) => { signal.addEventListener("abort", resolve); });
  }

  #open() {
    this.#close = follow(this.#url, this.#taking(), { lost: () => this.#again(shortRest) }, { after: this.#after, isForAll: true });
  }

  #taking() {
    return Object.fromEntries(Object.keys(this.#handlers).map((event) => [event, (/** @type {any} */ data, /** @type {string} */ id) => {
      this.#channel?.postMessage({ event, data, id });
      this.#take(event, data, id);
    }]));
  }

  /**
   * @param {string} event
   * @param {any} data
   * @param {string} id
   */
  #take(event, data, id) {
    this.#after = id;
    this.#handlers[event]?.(data);
  }

  /** @param {{ event?: string, data?: any, id?: string, after?: string, word?: any }} message */
  #heard({ event, data, id, after, word }) {
    if (event) this.#take(event, data, id ?? "");
    if (word) this.#hear(word);
    // A tab that has just come knows less than this one has passed on: it is told once more.
    if (after === undefined || !this.isHolder || Number(after) >= Number(this.#after)) return;
    this.#close?.();
    this.#after = after;
    this.#open();
  }

  /**
   * The stream was refused, without a word why: by a proxy, while the portal starts, or because nobody is signed in any more.
   * @param {number} rest
   */
  #again(rest) {
    const { signal } = this.#left;
    setTimeout(async () => {
      const status = await get("/ollama/status").then(() => 200, (refusal) => refusal.status);
      if (signal.aborted || status === 401) return;
      if (status === 200) this.#open();
      else this.#again(Math.min(2 * rest, longRest));
    }, rest);
  }
}
