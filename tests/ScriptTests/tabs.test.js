import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser } from "./support/browser.js";
import { openChat } from "./support/chat.js";
import { Page } from "./support/page.js";
import { html, json } from "./support/recorded.js";
import { refused, Server } from "./support/server.js";

const known = json("chats-events").find(({ type }) => type === "chat").data;
const openTab = (t, options) => Page.open(t, html("settings"), { path: "/settings", ...options });
const listening = (...tabs) => tabs.map((tab) => tab.streams.some((stream) => stream.readyState !== 2));
const titles = (page) => page.texts(".chat-list__title");
const chat = (title, version) => ({ ...known, id: title, title, version });

test("One tab listens for all, in sight or not, and another takes over", async (t) => {
  const browser = new Browser();
  const [first, second, third] = [await openTab(t, { browser }), await openTab(t, { browser }), await openTab(t, { browser })];
  assert.deepEqual(listening(first, second, third), [true, false, false]);
  first.show(false);

  const position = Number(first.one("[data-chat-list]").dataset.chatsAt) + 5;
  first.stream("/chats/events").send("chat", chat("Before", 1), String(position));
  await second.settle();
  for (const tab of [first, second, third]) assert.deepEqual(titles(tab), ["Before"]);

  first.window.dispatchEvent(new first.window.PageTransitionEvent("pagehide"));
  await second.settle();
  assert.deepEqual(listening(first, second, third), [false, true, false]);
  assert.equal(second.stream("/chats/events").path, `/chats/events?after=${position}`);
  second.stream("/chats/events").send("chat", chat("After", 1), String(position + 1));
  await third.settle();
  assert.equal(titles(third).length, 2);
});

test("A tab that comes later is told what it does not know", async (t) => {
  const browser = new Browser();
  const first = await openTab(t, { browser });
  const start = Number(first.one("[data-chat-list]").dataset.chatsAt);
  first.stream("/chats/events").send("chat", chat("Before", 1), String(start + 5));

  const second = await openTab(t, { browser });

  assert.deepEqual(listening(first, second), [true, false]);
  assert.equal(first.stream("/chats/events").path, `/chats/events?after=${start}`);
  first.stream("/chats/events").send("chat", chat("Before", 1), String(start + 5));
  await second.settle();
  assert.deepEqual(titles(second), ["Before"]);
});

test("Without the means to share, each tab listens for itself while it is seen", async (t) => {
  const alone = () => {
    const browser = new Browser();
    const { openIn } = browser;
    browser.openIn = (page) => {
      openIn.call(browser, page);
      page.window.navigator.locks = undefined;
    };
    return browser;
  };
  const [first, second] = [await openTab(t, { browser: alone() }), await openTab(t, { browser: alone() })];

  assert.deepEqual(listening(first, second), [true, true]);
  first.show(false);
  assert.deepEqual(listening(first, second), [false, true]);
  first.show(true);
  assert.deepEqual(listening(first, second), [true, true]);
});

test("Who signs out hears no more in any tab", async (t) => {
  const browser = new Browser();
  const [first, second] = [await openTab(t, { browser }), await openTab(t, { browser })];

  await second.click(second.one("[data-sign-out] button"));

  assert.deepEqual(listening(first, second), [false, false]);
});

test("A page that was signed out says so, and goes on when the same user is back", async (t) => {
  const server = new Server().on("GET /account/session", refused(401, "No"));
  const page = await openTab(t, { server });
  page.stream("/chats/events").fail(true);
  await page.wait(5_000);
  assert.equal(page.one("[data-signed-out]").hidden, false);
  assert.deepEqual(listening(page), [false]);

  server.on("GET /account/session", { user: "somebody else" });
  page.window.dispatchEvent(new page.window.Event("focus"));
  await page.settle();
  assert.equal(page.one("[data-signed-out]").hidden, false);

  server.on("GET /account/session", json("session"));
  page.window.dispatchEvent(new page.window.Event("focus"));
  await page.settle();
  assert.equal(page.navigations, 1, "It is loaded again.");
});

test("A page that was signed out shows nothing of what it was, and keeps what was written", async (t) => {
  const server = new Server().on("GET /account/session", refused(401, "No"));
  const page = await openChat(t, { server });
  page.write(page.composer, "Half a thought");
  page.stream("/chats/events").fail(true);
  await page.wait(5_000);

  assert.equal(page.document.body.textContent.replace(/\s+/g, " ").trim(),
    "You have been signed out. What you wrote is kept in this browser. Sign in");
  assert.equal(page.document.title, "Chat AI");
  assert.ok(Object.values(page.session).includes("Half a thought"));
});

test("Signing out takes the content and the drafts of the other tabs along", async (t) => {
  const page = await openChat(t);
  page.write(page.composer, "Half a thought");
  const { user } = page.document.body.dataset;
  const signOut = (newValue) => page.window.dispatchEvent(new page.window.StorageEvent("storage", { key: "signed-out", newValue }));

  signOut("somebody 1");
  assert.equal(page.messages().length, 2);
  signOut(`${user} 1`);

  assert.equal(page.messages().length, 0);
  assert.equal(page.one("[data-drafts-kept]").hidden, true);
  assert.deepEqual(page.session, {});
});

test("A page of the back/forward cache is out of sight and is loaded again", async (t) => {
  const page = await openTab(t);
  const turn = (name) => {
    const event = new page.window.PageTransitionEvent(name);
    Object.defineProperty(event, "persisted", { value: true });
    page.window.dispatchEvent(event);
  };

  turn("pagehide");
  assert.equal(page.document.body.style.visibility, "hidden");
  turn("pageshow");
  assert.equal(page.navigations, 1);
});

test("A portal that is away is asked again at longer and longer intervals", async (t) => {
  const server = new Server().on("GET /account/session", new TypeError("Failed to fetch"));
  const page = await openTab(t, { server });
  page.stream("/chats/events").fail(true);

  await page.wait(5_000);
  assert.equal(server.requests.length, 1);
  await page.wait(9_999);
  assert.equal(server.requests.length, 1);
  await page.wait(1);
  assert.equal(server.requests.length, 2);

  server.on("GET /account/session", json("session"));
  await page.wait(20_000);
  assert.deepEqual(listening(page), [true]);
});
