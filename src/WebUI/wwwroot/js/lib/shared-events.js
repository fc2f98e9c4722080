// @ts-check
import { follow } from "./events.js";

const shortRest = 5_000;
const longRest = 60_000;

/**
 * One stream for all tabs of a browser, which has six connections to a host. One tab holds it, seen or not, and passes on
 * what comes. When that tab goes, another takes over and asks for what came since, so nothing is missed.
 */
export class SharedEvents {
  #url;
  #name;
  #after;
  #handlers;
  #onBroadcast;
  #channel = /** @type {BroadcastChannel | null} */ (null);
  #close = /** @type {(() => void) | null} */ (null);
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #isOurs;
  #left = new AbortController();

  /**
   * @param {string} url
   * @param {{ name: string, after: string, isOurs: () => Promise<boolean> }} known name: the same in the tabs that share;
   *   after: what this page knows already; isOurs: whether this page's user is still signed in
   * @param {Record<string, (data: any) => void>} handlers by the event's name
   * @param {(message: any) => void} onBroadcast called with what another tab broadcast
   */
  constructor(url, { name, after, isOurs }, handlers, onBroadcast) {
    this.#url = url;
    this.#name = name;
    this.#after = after;
    this.#isOurs = isOurs;
    this.#handlers = handlers;
    this.#onBroadcast = onBroadcast;
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => { if (event.persisted) this.#join(); });
    this.#join();
  }

  /** Whether this tab holds the stream. */
  get isHolder() {
    return this.#close !== null;
  }

  /** Sends a message to the other tabs. */
  broadcast(/** @type {any} */ message) {
    this.#channel?.postMessage({ message });
  }

  leave() {
    this.#left.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
      this.#open();
      return;
    }
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener("message", ({ data }) => this.#onMessage(data));
    this.#channel.postMessage({ after: this.#after });
    navigator.locks.request(this.#name, { signal }, () => this.#hold(signal)).catch((failure) => {
      // Who leaves before it is their turn is told so by an exception.
      if (!signal.aborted) throw failure;
    });
  }

  #hold(/** @type {AbortSignal} */ signal) {
    if (signal.aborted) return;
    this.#open();
    return new Promise((resolve) => { signal.addEventListener("abort", resolve); });
  }

  #open() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#close?.();
    const lost = () => {
      this.#close = null;
      this.#again(shortRest);
    };
    this.#close = follow(this.#url, this.#taking(), { lost }, { after: this.#after, isForAll: this.#channel !== null });
  }

  #taking() {
    return Object.fromEntries(Object.keys(this.#handlers).map((event) => [event, (/** @type {any} */ data, /** @type {string} */ id) => {
      this.#channel?.postMessage({ event, data, id });
      this.#take(event, data, id);
    }]));
  }

  #take(/** @type {string} */ event, /** @type {any} */ data, /** @type {string} */ id) {
    this.#after = id;
    this.#handlers[event]?.(data);
  }

  /** @param {{ event?: string, data?: any, id?: string, after?: string, message?: any }} message */
  #onMessage({ event, data, id, after, message }) {
    if (event) this.#take(event, data, id ?? "");
    if (message) this.#onBroadcast(message);
    // A tab that has just come knows less than this one has passed on: it is told once more.
    const isResting = this.#timer !== undefined;
    if (after === undefined || !(this.isHolder || isResting) || Number(after) >= Number(this.#after)) return;
    this.#after = after;
    if (this.isHolder) this.#open();
  }

  /**
   * The stream was refused, and the browser does not say why: by a proxy, while the portal starts, or because this page's user is not
   * signed in any more.
   * @param {number} rest
   */
  #again(rest) {
    const { signal } = this.#left;
    this.#timer = setTimeout(async () => {
      const isOurs = await this.#isOurs().catch((refusal) => (refusal.status === 401 ? false : undefined));
      if (signal.aborted) return;
      if (isOurs) this.#open();
      else if (isOurs === false) this.#awaitReturn();
      else this.#again(Math.min(2 * rest, longRest));
    }, rest);
  }

  // Signed out: another tab may hold the stream, until the same user is signed in again and comes back to this one.
  #awaitReturn() {
    this.leave();
    document.dispatchEvent(new Event("signed-out"));
    const waiting = this.#left = new AbortController();
    const { signal } = waiting;
    const look = async () => {
      if (document.hidden || !(await this.#isOurs().catch(() => false)) || signal.aborted) return;
      waiting.abort();
      document.dispatchEvent(new Event("signed-in"));
      this.#join();
    };
    document.addEventListener("visibilitychange", look, { signal });
    addEventListener("focus", look, { signal });
  }
}
