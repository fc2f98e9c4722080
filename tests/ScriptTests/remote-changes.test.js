import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { html, json } from "./support/recorded.js";
import { refused } from "./support/server.js";

const patience = 300;
const known = json("chats-events").find(({ type }) => type === "chat").data;
const version = (name) => Number(html(name).match(/data-version="(\d+)"/)[1]);
const leaf = (page) => page.messages().at(-1).dataset.message;

// An event of the chat stream, based on the recorded chat.
async function hear(page, change) {
  page.stream("/chats/events").send("chat", { ...known, isUnread: false, version: version("chat"), leafId: leaf(page), ...change }, "9");
  await page.wait(patience);
}

test("What is sent in another tab streams into this one, and what is being written stays", async (t) => {
  const page = await openChat(t, { name: "chat" });
  page.write(page.composer, "Half a thought");
  const [kept] = page.answers();
  page.server.on(`GET ${page.path}`, html("chat-open"));

  await hear(page, { version: version("chat-open"), leafId: "elsewhere", isAnswering: true });

  assert.equal(page.answers()[0], kept);
  assert.equal(page.answers().length, 2);
  const stream = page.stream(`${page.path}/events?message=${leaf(page)}`);
  stream.send("part", { part: 0, kind: "text", text: null, data: null });
  stream.send("text", { part: 0, index: 0, at: 0, append: "One" });
  assert.equal(page.composer.value, "Half a thought");
  assert.equal(page.one("[data-stop]").hidden, false);
});

test("What this page shows already is not read again", async (t) => {
  const page = await openChat(t);

  await hear(page, { title: "Numbers" });

  assert.equal(page.server.sent(`GET ${page.path}`).length, 0);
  assert.equal(page.document.title, "Numbers - Chat AI");
});

test("Only what another tab has changed is shown anew", async (t) => {
  const page = await openChat(t, { name: "chat-sent" });
  const [first, second] = page.answers();
  page.server.on(`GET ${page.path}`, html("chat-stopped"));

  await hear(page, { version: version("chat-stopped") });

  assert.equal(page.answers()[0], first);
  assert.equal(second.isConnected, false);
  assert.match(page.text("[data-notice]", page.answers()[1]), /You stopped this answer\./);
});

test("What cannot be read is read at the next change", async (t) => {
  const page = await openChat(t);
  page.server.on(`GET ${page.path}`, refused(502));
  await hear(page, { version: version("chat-sent") });
  assert.equal(page.answers().length, 1);

  page.server.on(`GET ${page.path}`, html("chat-sent"));
  await hear(page, { version: version("chat-sent") });
  assert.equal(page.answers().length, 2);
});

test("A message that is being edited is not taken away by another tab", async (t) => {
  const page = await openChat(t, { name: "chat-sent" });
  page.server.on(`GET ${page.path}`, html("chat-stopped"));
  await page.click(page.all("[data-edit]").at(-1));
  page.write(page.one("[data-editor-text]"), "Show me");

  await hear(page, { version: version("chat-stopped") });
  assert.equal(page.one("[data-editor-text]").value, "Show me");
  assert.equal(page.server.sent(`GET ${page.path}`).length, 0);

  page.press(page.one("[data-editor-text]"), "Escape");
  await page.wait(patience);
  assert.match(page.text(".messages"), /You stopped this answer\./);
});

test("What was cleared in another tab is gone here", async (t) => {
  const page = await openChat(t);
  page.server.on(`GET ${page.path}`, html("chat").replace(/<article class="message[\s\S]*?<\/article>(?=[\s\S]*messages__end)/g, ""));

  await hear(page, { version: version("chat") + 1, leafId: null });

  assert.equal(page.messages().length, 0);
});

test("A chat that was deleted in another tab says so and keeps what is written", async (t) => {
  const page = await openChat(t);
  page.write(page.composer, "A long and careful question");

  page.stream("/chats/events").send("gone", { id: known.id }, "9");

  assert.match(page.text("[data-composer-error-text]"), /deleted in another tab/);
  assert.equal(page.composer.value, "A long and careful question");
  assert.equal(page.all("[data-chat-row]").length, 0);
});

test("An answer that ended in another tab is seen here", async (t) => {
  const page = await openChat(t);
  const before = page.server.sent(`POST ${page.path}/seen`).length;

  await hear(page, { isUnread: true });

  assert.equal(page.server.sent(`POST ${page.path}/seen`).length, before + 1);
});

test("A page out of sight leaves an answer unread until it is looked at", async (t) => {
  const page = await openChat(t);
  page.show(false);
  const before = page.server.sent(`POST ${page.path}/seen`).length;
  await hear(page, { isUnread: true });
  assert.equal(page.server.sent(`POST ${page.path}/seen`).length, before);
  assert.equal(page.all(".chat-list .dot--unread").length, 1);

  page.show(true);
  await page.settle();
  assert.equal(page.server.sent(`POST ${page.path}/seen`).length, before + 1);
});

const titleOf = (page) => page.one("[name=chat_name]");

test("A title is kept by Enter and shown everywhere", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/rename`, null);
  titleOf(page).focus();
  page.write(titleOf(page), "  The   tower ");

  page.one("[data-rename]").requestSubmit();
  await page.settle();

  assert.equal(titleOf(page).value, "The tower");
  assert.equal(page.document.title, "The tower - Chat AI");
  assert.equal(page.text("[aria-current=page] .chat-list__title"), "The tower");
});

test("Escape and an empty title bring back the one that was kept", async (t) => {
  const page = await openChat(t);
  const { value } = titleOf(page);
  for (const leave of [() => page.press(titleOf(page), "Escape"), () => titleOf(page).blur()]) {
    titleOf(page).focus();
    page.write(titleOf(page), " ");
    leave();
    await page.settle();
    assert.equal(titleOf(page).value, value);
  }
});

test("A refused title calls its writer back once", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/rename`, refused(409, "Not now."));
  let reports = 0;
  const title = titleOf(page);
  const report = title.reportValidity.bind(title);
  title.reportValidity = () => {
    reports++;
    title.focus();
    return report();
  };
  const { value } = title;
  title.focus();
  page.write(title, "Another title");
  page.composer.focus();
  await page.settle();
  assert.equal(title.getAttribute("aria-invalid"), "true");
  assert.equal(title.validationMessage, "Not now.");
  assert.equal(reports, 1);

  page.composer.focus();
  await page.settle();
  assert.equal(reports, 1);
  assert.equal(page.document.activeElement, page.composer);

  title.focus();
  page.one("[data-rename]").requestSubmit();
  await page.settle();
  assert.equal(page.server.sent(`POST ${page.path}/rename`).length, 2);

  page.press(title, "Escape");
  await page.settle();
  assert.equal(title.value, value);
  assert.equal(title.hasAttribute("aria-invalid"), false);
});

test("A title that was refused stays when another tab gives one", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/rename`, refused(409, "Not now."));
  titleOf(page).focus();
  page.write(titleOf(page), "Another title");
  titleOf(page).blur();
  await page.settle();

  await hear(page, { title: "Numbers" });

  assert.equal(page.document.title, "Numbers - Chat AI");
  assert.equal(titleOf(page).value, "Another title");
  page.press(titleOf(page), "Escape");
  await page.settle();
  assert.equal(titleOf(page).value, "Numbers");
});
