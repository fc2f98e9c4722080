import { follow } from "./events.js";
import { onReturn } from "./sign-in-watch.js";

const minRetryDelay = 5_000;
const maxRetryDelay = 60_000;

/** @typedef {{ name: string, after: string, isSignedIn: () => Promise<boolean> }} Options after: the position of this page */
/** @typedef {Record<string, (data: any) => void>} Handlers by event name */

/**
 * One stream for all tabs, because a browser opens only six connections to a host. One tab holds the stream, even in the background,
 * and broadcasts its events. When that tab closes, another takes over and resumes at the last event.
 */
export class SharedEvents {
  #url;
  #name;
  #after;
  #isSignedIn;
  #handlers;
  #onBroadcast;
  #channel = /** @type {BroadcastChannel | null} */ (null);
  #close = /** @type {(() => void) | null} */ (null);
  #retryTimer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  #left = new AbortController();

  /** @param {string} url @param {Options} options @param {Handlers} handlers @param {(message: any) => void} onBroadcast */
  constructor(url, { name, after, isSignedIn }, handlers, onBroadcast) {
    this.#url = url;
    this.#name = name;
    this.#after = after;
    this.#isSignedIn = isSignedIn;
    this.#handlers = handlers;
    this.#onBroadcast = onBroadcast;
    addEventListener("pagehide", () => this.leave());
    this.#join();
  }

  /** Whether this tab holds the stream. */
  get isHolder() {
    return this.#close !== null;
  }

  broadcast(/** @type {any} */ message) {
    this.#channel?.postMessage({ message });
  }

  leave() {
    this.#left.abort();
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#close?.();
    this.#close = null;
    this.#channel?.close();
    this.#channel = null;
  }

  #join() {
    this.#left = new AbortController();
    const { signal } = this.#left;
    if (!navigator.locks || !globalThis.BroadcastChannel) {
      // Locks need a secure context. Without them each visible tab has a stream of its own.
      this.#open();
      return;
    }
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener("message", ({ data }) => this.#onMessage(data));
    this.#channel.postMessage({ after: this.#after });
    navigator.locks.request(this.#name, { signal }, () => this.#hold(signal)).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }

  #hold(/** @type {AbortSignal} */ signal) {
    if (signal.aborted) return;
    this.#open();
    return new Promise((resolve) => { signal.addEventListener("abort", resolve); });
  }

  #open() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#close?.();
    const closed = () => {
      this.#close = null;
      this.#retry(minRetryDelay);
    };
    const handlers = Object.fromEntries(Object.keys(this.#handlers).map((event) => [event, this.#forward(event)]));
    this.#close = follow(this.#url, handlers, { closed }, { after: this.#after, inBackground: this.#channel !== null });
  }

  #forward(/** @type {string} */ event) {
    return (/** @type {any} */ data, /** @type {string} */ id) => {
      this.#channel?.postMessage({ event, data, id });
      this.#handle(event, data, id);
    };
  }

  #handle(/** @type {string} */ event, /** @type {any} */ data, /** @type {string} */ id) {
    this.#after = id;
    this.#handlers[event]?.(data);
  }

  /** @param {{ event?: string, data?: any, id?: string, after?: string, message?: any }} message */
  #onMessage({ event, data, id, after, message }) {
    if (event) this.#handle(event, data, id ?? "");
    if (message) this.#onBroadcast(message);
    // A new tab may be behind this one: the stream starts over at the new tab's position.
    const isRetrying = this.#retryTimer !== undefined;
    if (after === undefined || !(this.isHolder || isRetrying) || Number(after) >= Number(this.#after)) return;
    this.#after = after;
    if (this.isHolder) this.#open();
  }

  // EventSource does not tell why the stream was refused: by a proxy, by a portal that is starting, or because the session ended.
  #retry(/** @type {number} */ delay) {
    const { signal } = this.#left;
    this.#retryTimer = setTimeout(async () => {
      const isSignedIn = await this.#isSignedIn().catch((error) => (error.status === 401 ? false : undefined));
      if (signal.aborted) return;
      if (isSignedIn) this.#open();
      else if (isSignedIn === false) this.#awaitSignIn();
      else this.#retry(Math.min(2 * delay, maxRetryDelay));
    }, delay);
  }

  #awaitSignIn() {
    this.leave();
    document.dispatchEvent(new Event("signed-out"));
    this.#left = onReturn(this.#isSignedIn, () => {
      document.dispatchEvent(new Event("signed-in"));
      this.#join();
    });
  }
}
