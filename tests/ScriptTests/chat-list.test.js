import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { html, json } from "./support/recorded.js";

const known = json("chats-events").find(({ type }) => type === "chat").data;
const now = new Date(2026, 5, 10, 12);
const at = (days, hour = 10) => new Date(2026, 5, 10 - days, hour).toISOString();

async function open(t) {
  const page = await Page.open(t, html("settings"), { path: "/settings", now });
  const stream = page.stream("/chats/events");
  return { page, stream, put: (id, change = {}) => stream.send("chat", { ...known, id, title: id, updatedAt: at(0), ...change }, "9") };
}

const titles = (page) => page.texts(".chat-list__title");
const days = (page) => Object.fromEntries(page.all(".chat-list section")
  .map((day) => [page.text("h2", day), page.texts(".chat-list__title", day)]));

test("The stream begins where the page ends", async (t) => {
  const { page, stream } = await open(t);
  const position = page.one("[data-chat-list]").dataset.chatsAt;

  assert.match(position, /^\d+$/);
  assert.equal(stream.path, `/chats/events?after=${position}`);
});

test("Chats stand by the day, the newest first", async (t) => {
  const { page, put } = await open(t);

  put("older", { updatedAt: at(30) });
  put("today", { updatedAt: at(0, 9) });
  put("pinned", { updatedAt: at(30), isPinned: true });
  put("yesterday", { updatedAt: at(1, 23) });
  put("a week", { updatedAt: at(7, 0) });
  put("today, too", { updatedAt: at(0, 11) });

  assert.deepEqual(days(page), {
    "Pinned": ["pinned"], "Today": ["today, too", "today"], "Yesterday": ["yesterday"], "Previous 7 days": ["a week"], "Older": ["older"],
  });
  assert.equal(page.one("[data-chat-list-empty]").hidden, true);
});

test("A chat moves with what happens in it, and who is on it stays on it", async (t) => {
  const { page, put } = await open(t);
  put("first", { updatedAt: at(0, 9) });
  put("second", { updatedAt: at(0, 10) });
  const link = page.named("a", "first");
  link.focus();

  put("first", { updatedAt: at(0, 11), isAnswering: true });

  assert.deepEqual(titles(page), ["first", "second"]);
  assert.equal(page.document.activeElement, link);
  assert.equal(page.one(".dot--live", link).getAttribute("aria-label"), "An answer is being written");
  put("first", { updatedAt: at(0, 11), isAnswering: false, isUnread: true });
  assert.equal(page.all(".dot--live").length, 0);
  assert.equal(page.one(".dot--unread", link).getAttribute("aria-label"), "New answer");
});

test("A day without chats goes with its last one", async (t) => {
  const { page, put, stream } = await open(t);
  put("first", { updatedAt: at(1) });
  put("second");
  stream.send("gone", { id: "first" }, "10");

  assert.deepEqual(days(page), { "Today": ["second"] });
  stream.send("gone", { id: "second" }, "11");
  assert.deepEqual(days(page), {});
  assert.equal(page.one("[data-chat-list-empty]").hidden, false);
});

test("Past midnight, what was today's is yesterday's", async (t) => {
  const { page, put } = await open(t);
  put("first");

  await page.wait(13 * 60 * 60 * 1000);
  put("second", { updatedAt: new Date(2026, 5, 11, 1).toISOString() });

  assert.deepEqual(days(page), { "Today": ["second"], "Yesterday": ["first"] });
});

test("What was deleted while nobody listened goes", async (t) => {
  const { page, put, stream } = await open(t);
  for (const id of ["first", "second", "third"]) put(id);

  stream.send("chats", { ids: ["second"] }, "12");

  assert.deepEqual(titles(page), ["second"]);
  // A list this long may be cut off: a chat that is missing from it may still exist.
  stream.send("chats", { ids: Array.from({ length: 500 }, (_, index) => `other ${index}`) }, "13");
  assert.deepEqual(titles(page), []);
});

test("A menu closes by Escape, by a click elsewhere and by a choice", async (t) => {
  const { page } = await open(t);
  const menu = page.one(".sidebar__foot details");

  const choose = new page.window.MouseEvent("click", { bubbles: true, cancelable: true });
  const actions = [
    () => page.press(menu, "Escape"),
    () => page.one("main").click(),
    () => page.one(".menu__item", menu).dispatchEvent(choose),
  ];
  for (const close of actions) {
    menu.open = true;
    close();
    assert.equal(menu.open, false);
  }
});

test("The server is told which days the reader lives in, and times are the reader's own", async (t) => {
  const { page } = await open(t);

  assert.match(page.document.cookie, new RegExp(`chatai-offset=${-new Date().getTimezoneOffset()}`));
});
