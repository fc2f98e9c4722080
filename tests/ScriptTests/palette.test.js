import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { html, json } from "./support/recorded.js";

const known = json("chats-events").find(({ type }) => type === "chat").data;

async function open(t) {
  const page = await Page.open(t, html("settings"), { path: "/settings" });
  const stream = page.stream("/chats/events");
  for (const title of ["The tower", "Prices"]) stream.send("chat", { ...known, id: title, title }, "9");
  page.press(page.document.body, "k", { ctrlKey: true });
  return { page, field: page.one("[data-palette-field]") };
}

const hit = (title, change = {}) => ({
  chatId: title, messageId: "m1", title, url: `/chat/${title}?message=m1#m-m1`, file: null,
  snippet: [{ text: "…", hit: false }, { text: `${"x".repeat(50)} the `, hit: false }, { text: "tower", hit: true }], ...change,
});

const options = (page) => page.all("[data-palette] [role=option]").filter((option) => !option.closest("[hidden]"))
  .map((option) => option.textContent.replace(/\s+/g, " ").trim());
const selected = (page) => page.text("[data-palette] [aria-selected=true]");

test("Ctrl+K shows recent chats and commands", async (t) => {
  const { page, field } = await open(t);

  assert.equal(page.one("[data-palette]").open, true);
  assert.deepEqual(options(page).slice(0, 3), ["The tower", "Prices", "New chat"]);
  assert.equal(selected(page), "The tower");
  assert.equal(field.getAttribute("aria-activedescendant"), page.one("[data-palette] [aria-selected=true]").id);
});

test("What is typed filters at once, and is searched for after a pause", async (t) => {
  const { page, field } = await open(t);
  page.server.on("GET /search?q=tow", { hits: [hit("Prices"), hit("The tower", { messageId: null, url: "/chat/The tower" })], count: 2 });

  page.write(field, "to");
  page.write(field, "tow");
  assert.deepEqual(options(page), ["The tower"]);
  await page.wait(200);

  assert.deepEqual(options(page), ["The tower", `Prices…${"x".repeat(19)} the tower`, "Show all 2 results"]);
  assert.equal(page.one("[data-palette] mark").textContent, "tower");
  assert.equal(page.text("[data-palette-status]"), "2 results");
  assert.equal(page.server.requests.length, 1);
});

test("An answer that comes late does not replace a newer one", async (t) => {
  const { page, field } = await open(t);
  let answer = () => {};
  page.server.on("GET /search?q=a", () => new Promise((resolve) => { answer = () => resolve({ hits: [hit("old")], count: 1 }); }));
  page.server.on("GET /search?q=ab", { hits: [hit("new")], count: 1 });

  page.write(field, "a");
  await page.wait(200);
  page.write(field, "ab");
  await page.wait(200);
  answer();
  await page.settle();

  assert.ok(options(page).some((option) => option.startsWith("new")));
  assert.ok(!options(page).some((option) => option.startsWith("old")));
});

test("Arrow keys go round, and a failed search says why", async (t) => {
  const { page, field } = await open(t);

  page.press(field, "ArrowUp");
  assert.equal(selected(page), "Sign out");
  page.press(field, "ArrowDown");
  assert.equal(selected(page), "The tower");

  page.server.on("GET /search?q=zzz", new Error("no connection"));
  page.write(field, "zzz");
  await page.wait(200);
  assert.match(page.text("[data-palette-status]"), /Can't reach Chat AI/);
  assert.equal(page.one("[data-palette-none]").hidden, false);
});
