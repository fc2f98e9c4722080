import { follow } from "./events.js";
import { onReturn } from "./sign-in-watch.js";
import { StreamRetry } from "./stream-retry.js";

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
  #retry;
  #left = new AbortController();

  /** @param {string} url @param {Options} options @param {Handlers} handlers @param {(message: any) => void} onBroadcast */
  constructor(url, { name, after, isSignedIn }, handlers, onBroadcast) {
    this.#url = url;
    this.#name = name;
    this.#after = after;
    this.#isSignedIn = isSignedIn;
    this.#retry = new StreamRetry(isSignedIn);
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
    this.#retry.cancel();
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
    this.#retry.cancel();
    this.#close?.();
    const closed = () => {
      this.#close = null;
      this.#retry.start(this.#left.signal, { signedIn: () => this.#open(), signedOut: () => this.#awaitSignIn() });
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
    if (after === undefined || !(this.isHolder || this.#retry.isPending) || Number(after) >= Number(this.#after)) return;
    this.#after = after;
    if (this.isHolder) this.#open();
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
