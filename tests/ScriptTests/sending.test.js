import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { json } from "./support/recorded.js";
import { refused, Server } from "./support/server.js";

test("A message that is sent stands in the list with an answer to come", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  const leaf = page.messages().at(-1).dataset.message;

  await page.send("Show me everything");

  assert.deepEqual(page.server.sent(`POST ${page.path}/message`)[0].body, { message: "Show me everything", parentId: leaf });
  const { userMessage, assistantMessage } = json("sent");
  assert.deepEqual(page.messages().map((message) => message.dataset.message).slice(-2), [userMessage.id, assistantMessage.id]);
  assert.equal(page.text("[data-text]", page.messages().at(-2)), "Show me everything");
  assert.equal(page.answers().at(-1).getAttribute("aria-busy"), "true");
  assert.equal(page.composer.value, "");
  assert.equal(page.one("[data-send]").hidden, true);
  assert.equal(page.one("[data-stop]").hidden, false);
  page.stream(`${page.path}/events?message=${assistantMessage.id}`);
});

test("What is written while a message is sent stays", async (t) => {
  const page = await openChat(t);
  let answer;
  page.server.on(`POST ${page.path}/message`, () => new Promise((resolve) => { answer = resolve; }));
  await page.send("The first question");

  page.write(page.composer, "The first question and the next one");
  answer(json("sent"));
  await page.settle();

  assert.equal(page.composer.value, "and the next one");
});

test("A message is sent once, however often Enter is pressed", async (t) => {
  const page = await openChat(t);
  let answer;
  page.server.on(`POST ${page.path}/message`, () => new Promise((resolve) => { answer = resolve; }));
  await page.send("Hello");
  await page.send("Hello");
  answer(json("sent"));
  await page.settle();
  await page.send("Again, while the answer is being written");

  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 1);
});

test("A message that is refused stays in the field with the reason", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, refused(409, "This chat has moved on."));

  await page.send("A long and careful question");

  assert.equal(page.composer.value, "A long and careful question");
  assert.equal(page.one("[data-composer-error]").hidden, false);
  assert.equal(page.text("[data-composer-error-text]"), "This chat has moved on.");
  assert.equal(page.one("[data-send]").disabled, false);
});

for (const [what, answer, sentence] of [
  ["The portal is away", new TypeError("Failed to fetch"), /Can't reach Chat AI.*what you wrote is kept/],
  ["A proxy says 429", refused(429, null, { "Retry-After": "90" }), /Too many requests\. Try again in 1 min 30 s/],
  ["A session has ended", refused(401, "No"), /You have been signed out\./],
  ["A proxy says 502", refused(502), /The request failed/],
]) {
  test(`${what}: it is said in words`, async (t) => {
    const page = await openChat(t);
    page.server.on(`POST ${page.path}/message`, answer);

    await page.send("Hello");

    assert.match(page.text("[data-composer-error-text]"), sentence);
    assert.equal(page.composer.value, "Hello");
  });
}

test("The cursor is in the field again after the button was used", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  page.write(page.composer, "Again");
  page.one("[data-send]").focus();

  await page.click(page.one("[data-send]"));

  assert.equal(page.document.activeElement, page.composer);
});

test("The cursor stays where the reader has gone meanwhile", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  page.write(page.composer, "Again");
  const search = page.one("[data-chat-search] input");
  search.focus();

  await page.click(page.one("[data-send]"));

  assert.equal(page.document.activeElement, search);
});

test("Only Enter alone sends, and not while a word is composed", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  page.write(page.composer, "Hello");

  for (const init of [{ shiftKey: true }, { altKey: true }, { isComposing: true }, { keyCode: 229 }]) {
    page.press(page.composer, "Enter", init);
  }
  await page.settle();
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 0);

  await page.send("Hello");
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 1);
});

test("Who prefers Ctrl Enter sends by it alone", async (t) => {
  const page = await openChat(t);
  page.one("[data-composer]").dataset.sendKey = "ctrl-enter";
  page.server.on(`POST ${page.path}/message`, json("sent"));

  await page.send("Hello");
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 0);
  page.press(page.composer, "Enter", { ctrlKey: true });
  await page.settle();
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 1);
});

test("Nothing but blanks is not sent", async (t) => {
  const page = await openChat(t);

  await page.send(" \n ");

  assert.equal(page.one("[data-send]").disabled, true);
});

test("Stop asks for the end of the answer that is shown", async (t) => {
  const page = await openChat(t, { name: "chat-open", server: new Server() });
  page.server.on(`POST ${page.path}/stop`, null);

  await page.click(page.one("[data-stop]"));

  assert.deepEqual(page.server.sent(`POST ${page.path}/stop`)[0].body, { message: page.answers().at(-1).dataset.message });
});

test("On a screen keyboard Enter breaks the line, and the button sends", async (t) => {
  const page = await openChat(t, { touch: true });
  page.server.on(`POST ${page.path}/message`, json("sent"));
  page.write(page.composer, "Hello");

  assert.equal(page.composer.enterKeyHint, "enter");
  assert.equal(page.press(page.composer, "Enter"), true, "the key does what it does in any field");
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 0);

  await page.click(page.one("[data-send]"));
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 1);
});

test("With keys Enter sends and says so", async (t) => {
  const page = await openChat(t);

  assert.equal(page.composer.enterKeyHint, "send");
});
