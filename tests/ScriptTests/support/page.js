import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { withGlobal } from "@sinonjs/fake-timers";
import { JSDOM, VirtualConsole } from "jsdom";
import { Browser } from "./browser.js";
import { Server } from "./server.js";

const root = new URL("../../../src/WebUI/wwwroot/", import.meta.url);
const sources = new Map();
const pingInterval = 10_000;

/**
 * A page of the portal that runs its scripts. It adds the browser features that jsdom lacks and the scripts need; there is no layout
 * and no navigation.
 */
export class Page {
  /** The number of attempted navigations. */
  navigations = 0;
  /** @type {import("./browser.js").FakeEventSource[]} */
  streams = [];
  #errors = [];

  /**
   * @param {import("node:test").TestContext} test the page is closed at its end
   * @param {string} html as the portal renders it
   * @param {{ path?: string, server?: Server, browser?: Browser, session?: Record<string, string>, now?: Date, touch?: boolean,
   *   isOffline?: boolean, fieldsSize?: boolean }} [options]
   *   browser: what the tabs share; session: what the tab's session storage holds already;
   *   touch: whether a finger points; isOffline: whether libraries do not load; fieldsSize: whether fields size themselves
   */
  static async open(test, html, options = {}) {
    const { path = "/", server = new Server(), browser = new Browser(), session = {}, now, touch = false, isOffline = false } = options;
    const page = new Page(html, path, server, browser, session, now, touch);
    page.isOffline = isOffline;
    page.window.CSS.supports = () => options.fieldsSize ?? true;
    test.after(() => page.close());
    // In a browser, some time passes before the scripts start.
    page.clock.tick(1_000);
    await page.#runScripts();
    return page;
  }

  constructor(html, path, server, browser, session, now, touch) {
    const virtualConsole = new VirtualConsole();
    virtualConsole.on("jsdomError", (error) => {
      if (error.type === "not implemented" && /navigation|requestSubmit|submit/.test(error.message)) this.navigations++;
      else this.#errors.push(error);
    });
    this.dom = new JSDOM(html, { url: `http://portal.test${path}`, pretendToBeVisual: true, runScripts: "outside-only", virtualConsole });
    this.window = this.dom.window;
    this.document = this.window.document;
    this.server = server;
    for (const [key, value] of Object.entries(session)) this.window.sessionStorage.setItem(key, value);
    this.clock = withGlobal(this.window).install({
      now: now ?? new Date(),
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
    this.window.fetch = (url, init) => server.fetch(new URL(url, this.window.location.href), init);
    browser.openIn(this);
    this.window.isTouch = touch;
    addWhatIsMissing(this.window);
  }

  async #runScripts() {
    const context = this.dom.getInternalVMContext();
    const modules = new Map();
    const link = (specifier, parent) => load(new URL(specifier, parent.identifier).href);
    const load = (url) => {
      if (!modules.has(url)) {
        modules.set(url, new vm.SourceTextModule(sourceOf(url), { identifier: url, context, importModuleDynamically: importLater }));
      }
      return modules.get(url);
    };
    const run = async (url) => {
      const module = load(url);
      if (module.status === "unlinked") await module.link(link);
      await module.evaluate();
      return module;
    };
    const importLater = async (specifier) => {
      if (this.isOffline) throw new TypeError(`Failed to fetch ${specifier}`);
      return run(new URL(`.${specifier}`, root).href);
    };
    this.import = importLater;
    for (const script of this.document.querySelectorAll("script[type=module]")) {
      await run(new URL(`.${script.getAttribute("src")}`, root).href);
    }
    this.document.dispatchEvent(new this.window.Event("DOMContentLoaded"));
    await this.settle();
  }

  /** The tab's session storage, for its next page. */
  get session() {
    return { ...this.window.sessionStorage };
  }

  one(selector, parent = this.document) {
    const element = parent.querySelector(selector);
    assert.ok(element, `Nothing on the page is ${selector}`);
    return element;
  }

  all(selector, parent = this.document) {
    return [...parent.querySelectorAll(selector)];
  }

  texts(selector, parent = this.document) {
    return this.all(selector, parent).map((element) => element.textContent.trim());
  }

  text(selector, parent = this.document) {
    return this.one(selector, parent).textContent.replace(/\s+/g, " ").trim();
  }

  /** The element with this text or label. */
  named(selector, name, parent = this.document) {
    const nameOf = (element) => element.getAttribute("aria-label") ?? element.textContent.trim();
    const found = this.all(selector, parent).filter((element) => nameOf(element) === name);
    assert.equal(found.length, 1, `${found.length} of ${selector} are named ${name}`);
    return found[0];
  }

  /** Types into a field. */
  write(field, text) {
    field.value = text;
    field.dispatchEvent(new this.window.Event("input", { bubbles: true }));
  }

  press(element, key, init = {}) {
    return element.dispatchEvent(new this.window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
  }

  async click(element) {
    element.click();
    await this.settle();
  }

  /** Waits until the scripts have handled all responses. */
  async settle() {
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  }

  /** Lets time pass, in which the portal pings its streams. */
  async wait(milliseconds, { isSilent = false } = {}) {
    for (let left = milliseconds; left > 0; left -= pingInterval) {
      await this.clock.tickAsync(Math.min(left, pingInterval));
      if (!isSilent) this.streams.forEach((stream) => stream.ping());
    }
    await this.settle();
  }

  /** The open stream with this address prefix. */
  stream(path) {
    const open = this.streams.filter((stream) => stream.readyState !== 2 && stream.path.startsWith(path));
    assert.equal(open.length, 1, `${open.length} streams of ${path} are open`);
    return open[0];
  }

  /** Scrolls until an element is near the window. */
  async reach(element) {
    for (const { element: known, observer } of this.window.observed) {
      if (known === element) observer.callback([{ target: element, isIntersecting: true }]);
    }
    await this.settle();
  }

  show(isShown) {
    Object.defineProperty(this.document, "hidden", { configurable: true, get: () => !isShown });
    this.document.dispatchEvent(new this.window.Event("visibilitychange"));
  }

  async close() {
    await this.settle();
    this.window.dispatchEvent(new this.window.PageTransitionEvent("pagehide"));
    this.clock.uninstall();
    this.window.close();
    assert.deepEqual(this.#errors.map((error) => error.detail?.stack ?? error.message), [], "A script failed");
    this.server.close();
  }
}

function sourceOf(url) {
  if (!sources.has(url)) sources.set(url, readFileSync(new URL(url), "utf8"));
  return sources.get(url);
}

function addWhatIsMissing(window) {
  window.CSS = { supports: () => true, escape: (text) => text.replace(/[^\w-]/g, "\\$&") };
  window.matchMedia = (query) => ({ matches: window.isTouch || !query.includes("coarse"), addEventListener: () => {} });
  window.observed = [];
  window.IntersectionObserver = class {
    constructor(callback) { this.callback = callback; }
    observe(element) {
      if (element.matches(".block")) queueMicrotask(() => this.callback([{ target: element, isIntersecting: true }])); // all are in sight
      else window.observed.push({ element, observer: this });
    }
    unobserve(element) { window.observed = window.observed.filter((one) => one.element !== element); }
  };
  window.scrollBy = () => {};
  window.ResizeObserver = class { observe() {} };
  window.scrollTo = () => {};
  window.isSecureContext = true;
  window.Element.prototype.scrollIntoView = () => {};
  window.HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
    this.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  };
  window.HTMLDialogElement.prototype.close = function close() {
    this.open = false;
    this.dispatchEvent(new window.Event("close"));
  };
  Object.defineProperty(window.HTMLButtonElement.prototype, "formAction", {
    get() { return new URL(this.getAttribute("formaction") ?? "", window.location.href).href; },
  });
  window.PageTransitionEvent ??= class PageTransitionEvent extends window.Event { persisted = false; };
}
