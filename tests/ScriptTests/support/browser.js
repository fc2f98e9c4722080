/** What the tabs of a browser share: locks, channels and local storage. */
export class Browser {
  #locks = new Map();
  #channels = new Set();

  openIn({ window, streams }) {
    const channels = this.#channels;
    window.navigator.locks = { request: (name, options, callback) => this.#lock(name, options, callback) };
    window.EventSource = class extends FakeEventSource {
      constructor(url) {
        super(url);
        streams.push(this);
      }
    };
    window.BroadcastChannel = class extends EventTarget {
      constructor(name) {
        super();
        this.name = name;
        channels.add(this);
      }

      postMessage(message) {
        const data = structuredClone(message);
        for (const other of channels) {
          if (other === this || other.name !== this.name) continue;
          const message = Object.assign(new Event("message"), { data });
          queueMicrotask(() => channels.has(other) && other.dispatchEvent(message));
        }
      }

      close() {
        channels.delete(this);
      }
    };
  }

  // Exclusive and in request order, like the Web Locks API.
  async #lock(name, { signal }, callback) {
    const before = this.#locks.get(name) ?? Promise.resolve();
    let release;
    this.#locks.set(name, new Promise((resolve) => { release = resolve; }));
    try {
      await before;
      if (signal?.aborted) throw new Error("aborted");
      return await callback();
    } finally {
      release();
    }
  }
}

/** A stream of server-sent events that the test sends. */
export class FakeEventSource extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 2;
  readyState = FakeEventSource.CONNECTING;
  isBroken = false;

  constructor(path) {
    super();
    this.path = path;
  }

  open() {
    this.isBroken = false;
    this.readyState = FakeEventSource.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  send(type, data, lastEventId = "") {
    if (this.readyState === FakeEventSource.CLOSED) throw new Error(`The page has closed ${this.path}`);
    if (this.readyState === FakeEventSource.CONNECTING) this.open();
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data), lastEventId }));
  }

  ping() {
    if (this.readyState !== FakeEventSource.CLOSED && !this.isBroken) this.send("ping", {});
  }

  /** Breaks the connection: the browser reconnects, or gives up if it is refused. */
  fail(isRefused = false) {
    this.isBroken = true;
    this.readyState = isRefused ? FakeEventSource.CLOSED : FakeEventSource.CONNECTING;
    this.dispatchEvent(new Event("error"));
  }

  close() {
    this.readyState = FakeEventSource.CLOSED;
  }
}
