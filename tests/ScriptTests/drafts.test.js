import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { Page } from "./support/page.js";
import { html, json } from "./support/recorded.js";

const openNewChat = async (t, options = {}) => {
  const page = await Page.open(t, options.html ?? html("new-chat"), { path: "/chat/new", ...options });
  return Object.assign(page, { composer: page.one("[data-composer-text]") });
};

test("A draft survives a reload", async (t) => {
  const before = await openChat(t);
  before.write(before.composer, "Half a thought");

  const after = await openChat(t, { session: before.session });

  assert.equal(after.composer.value, "Half a thought");
  assert.equal(after.composer.selectionStart, "Half a thought".length);
});

test("A message that was sent leaves no draft", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));

  await page.send("Hello");

  assert.deepEqual(page.session, {});
});

test("A first message of two lines leaves no draft, though a form sends other line ends", async (t) => {
  const draft = await openNewChat(t);
  draft.write(draft.composer, "How tall\nis the tower?");
  const sent = html("chat").replace("How tall is the tower?</div>", "How tall&#xD;&#xA;is the tower?</div>");

  const chat = await openChat(t, { session: draft.session, source: sent });
  assert.equal(chat.one("[data-text]").textContent, "How tall\r\nis the tower?");

  const next = await openNewChat(t, { session: chat.session });
  assert.equal(next.composer.value, "");
});

test("A draft is not shown to another user of the tab", async (t) => {
  const before = await openNewChat(t);
  before.write(before.composer, "Between me and the machine");
  const { user } = before.document.body.dataset;

  const otherHtml = html("new-chat").replaceAll(user, "00000000-0000-7000-8000-000000000001");
  const after = await openNewChat(t, { session: before.session, html: otherHtml });

  assert.equal(after.composer.value, "");
});

test("Signing out takes the drafts along", async (t) => {
  const page = await openNewChat(t);
  page.write(page.composer, "Between me and the machine");
  assert.match(JSON.stringify(page.session), /Between me/);

  await page.click(page.one("[data-sign-out] button"));

  assert.deepEqual(page.session, {});
  assert.equal(page.navigations, 1);
});

test("A browser that keeps nothing more still sends", async (t) => {
  const page = await openChat(t);
  page.window.Storage.prototype.setItem = () => { throw new page.window.DOMException("full", "QuotaExceededError"); };
  page.server.on(`POST ${page.path}/message`, json("sent"));

  await page.send("Hello");

  assert.equal(page.answers().length, 2);
});

test("A new chat is sent once by the browser itself", async (t) => {
  const page = await openNewChat(t);
  page.write(page.composer, "Hello");

  page.press(page.composer, "Enter");
  page.press(page.composer, "Enter");

  assert.equal(page.navigations, 1);
});

test("A suggestion is written into the field", async (t) => {
  const page = await openNewChat(t);

  await page.click(page.one("[data-suggestion]"));

  assert.match(page.composer.value, /^Summarize the following text/);
  assert.equal(page.one("[data-send]").disabled, false);
});

test("A new chat offers of thinking what its model takes, and sends the choice along", async (t) => {
  const page = await openNewChat(t);
  const choice = page.one("[data-thinking-switch]");
  const levels = page.one("[data-thinking-levels]");
  const field = page.one("[data-thinking-field]");
  const pick = (model) => page.click(page.one(`button[name=model][value="${model}"]`));

  await pick("gpt-oss:20b");
  assert.deepEqual([choice.hidden, levels.hidden], [true, false]);
  await page.click(page.named(".menu__item .menu__text > span:first-child", "High", levels).closest("button"));
  assert.equal(field.value, "high");
  assert.equal(page.text("summary", levels), "Reasoning: high");
  assert.deepEqual(page.all("[aria-current]", levels).map((item) => item.value), ["high"]);

  await pick("llama3.2:3b");
  assert.deepEqual([choice.hidden, levels.hidden], [true, true]);
  assert.equal(page.text("[data-model-name]"), "llama3.2:3b");
  assert.equal(page.one("[data-composer-model]").value, "llama3.2:3b");
  assert.equal(page.composer.placeholder, "Message llama3.2:3b");

  await pick("qwen3:8b");
  assert.deepEqual([choice.hidden, levels.hidden], [false, true]);
  await page.click(choice);
  assert.equal(field.value, "off");
  assert.equal(choice.getAttribute("aria-pressed"), "false");
  await page.click(choice);
  assert.equal(field.value, "on");
  assert.equal(choice.getAttribute("aria-pressed"), "true");
});

test("The browser restores no text into the field by itself", async (t) => {
  const page = await openNewChat(t);

  assert.equal(page.composer.form.getAttribute("autocomplete"), "off");
});

test("A very long draft is kept after a pause, or when the page is left", async (t) => {
  const page = await openNewChat(t);
  const long = "A line of a log\n".repeat(10_000);
  page.write(page.composer, long);
  assert.deepEqual(page.session, {});

  await page.wait(300);
  assert.ok(Object.values(page.session).includes(long));

  page.write(page.composer, `${long}and one more`);
  page.window.dispatchEvent(new page.window.PageTransitionEvent("pagehide"));
  assert.ok(Object.values(page.session).includes(`${long}and one more`));
});
