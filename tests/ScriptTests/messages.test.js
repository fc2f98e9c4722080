import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { html, json } from "./support/recorded.js";
import { refused } from "./support/server.js";

// A chat with two exchanges and two versions of the last answer.
async function openTwo(t, options = {}) {
  const page = await openChat(t, { name: "chat-stopped", ...options });
  const post = (act, answer, message = page.answers().at(-1)) => {
    const route = `POST ${page.path}/message/${message.dataset.message}/${act}`;
    page.server.on(route, answer);
    return () => page.server.sent(route);
  };
  const shows = (name) => page.server.on(`GET ${page.path}`, html(name));
  return { page, post, shows };
}

const mine = (page) => page.all(".messages .message--user");
const edit = (page) => page.click(page.one("[data-edit]", mine(page).at(-1)));
const field = (page) => page.document.querySelector("[data-editor-text]");

test("Another answer takes the place of the first, which an arrow brings back", async (t) => {
  const page = await openChat(t, { name: "chat-sent" });
  const [first, second] = page.answers();
  page.server.on(`POST ${page.path}/message/${second.dataset.message}/regenerate`, json("again")).on(`GET ${page.path}`, html("chat-open"));

  await page.click(page.named(".message__acts [data-act]", "Regenerate", second));

  assert.equal(page.answers()[0], first);
  assert.equal(second.isConnected, false);
  assert.match(page.text("[data-siblings]", page.answers()[1]), /2 \/ 2/);
  assert.equal(page.one("[data-stop]").hidden, false);
  page.stream(`${page.path}/events?message=${page.answers()[1].dataset.message}`);

  page.server.on(`POST ${page.path}/message/${second.dataset.message}/select`, null).on(`GET ${page.path}`, html("chat-previous"));
  await page.click(page.named("button", "Previous version", page.answers()[1]));
  assert.equal(page.answers()[1].dataset.message, second.dataset.message);
  assert.match(page.text("[data-siblings]", page.answers()[1]), /1 \/ 2/);
  assert.equal(page.document.activeElement, page.named("button", "Next version", page.answers()[1]));
  assert.equal(page.text("[data-announcer]"), "Version 1 / 2");
});

test("Another model can be asked for an answer of its own, and is the chat's model then", async (t) => {
  const { page, post, shows } = await openTwo(t);
  const asked = post("regenerate", json("again"));
  shows("chat-open");
  const menu = page.one("[data-again]", page.answers().at(-1));
  menu.open = true;
  menu.dispatchEvent(new page.window.Event("toggle"));

  await page.click(page.named(".menu__panel button", "llama3.2:3b", menu));

  assert.deepEqual(asked()[0].body, { model: "llama3.2:3b" });
  assert.equal(page.text("[data-model-name]"), "llama3.2:3b");
  assert.equal(page.composer.placeholder, "Message llama3.2:3b");
  assert.equal(page.one("[data-thinking-switch]").hidden, true);
});

test("A stopped answer is gone on with", async (t) => {
  const { page, post, shows } = await openTwo(t);
  const asked = post("continue", json("again"));
  shows("chat-open");

  await page.click(page.one("[data-notice=stopped] [data-act=continue]"));

  assert.equal(asked().length, 1);
  assert.equal(page.all("[data-notice]", page.answers().at(-1)).length, 0);
  page.stream(`${page.path}/events`);
});

test("What is refused is said, and can be asked for again", async (t) => {
  const { page, post } = await openTwo(t);
  post("regenerate", refused(409, "Not now."));
  const button = page.named(".message__acts [data-act]", "Regenerate", page.answers().at(-1));

  await page.click(button);

  assert.equal(page.text("[data-composer-error-text]"), "Not now.");
  assert.equal(button.hasAttribute("aria-disabled"), false);
});

test("A message is edited in place, and Escape leaves what it was", async (t) => {
  const { page } = await openTwo(t);
  await edit(page);
  assert.equal(field(page).value, "Show me everything");
  assert.equal(page.document.activeElement, field(page));
  page.write(field(page), "Show me half");
  page.press(field(page), "Escape");

  assert.equal(field(page), null);
  assert.equal(page.one("[data-text]", mine(page).at(-1)).hidden, false);
  assert.equal(page.text("[data-text]", mine(page).at(-1)), "Show me everything");
  await edit(page);
  assert.equal(field(page).value, "Show me everything");
});

test("The field of an edit is as high as its text where the browser does not see to that", async (t) => {
  const { page } = await openTwo(t, { fieldsSize: false });
  const height = { get() { return 20 * this.value.split("\n").length; } };
  Object.defineProperty(page.window.HTMLTextAreaElement.prototype, "scrollHeight", height);
  await edit(page);
  assert.equal(field(page).style.height, "20px");

  page.write(field(page), "1\n2\n3");
  assert.equal(field(page).style.height, "60px");
});

test("An edit that is asked for twice is sent once", async (t) => {
  const { page, post, shows } = await openTwo(t);
  let answer;
  const asked = post("edit", () => new Promise((resolve) => { answer = resolve; }), mine(page).at(-1));
  shows("chat-open");
  await edit(page);
  page.write(field(page), "Show me half");

  page.press(field(page), "Enter", { ctrlKey: true });
  page.press(field(page), "Enter", { ctrlKey: true });
  page.press(field(page), "Escape");
  await page.settle();
  assert.notEqual(field(page), null);
  answer(json("sent"));
  await page.settle();

  assert.deepEqual(asked().map(({ body }) => body), [{ message: "Show me half" }]);
  assert.equal(field(page), null);
  assert.deepEqual(page.session, {});
});

test("An edit that was sent is not offered again when the page cannot follow", async (t) => {
  const { page, post } = await openTwo(t);
  post("edit", json("sent"), mine(page).at(-1));
  page.server.on(`GET ${page.path}`, new TypeError("Failed to fetch"));
  await edit(page);
  page.write(field(page), "Show me half");

  page.press(field(page), "Enter", { ctrlKey: true });
  await page.settle();

  assert.match(page.text("[data-composer-error-text]"), /^Done, but/);
  assert.equal(field(page), null);
});

test("An edit that is refused stays open with the reason", async (t) => {
  const { page, post } = await openTwo(t);
  post("edit", refused(409, "Not now."), mine(page).at(-1));
  await edit(page);
  page.write(field(page), "Show me half");
  await page.click(page.one("[data-editor-send]"));

  assert.equal(page.text("[data-editor-error]"), "Not now.");
  assert.equal(field(page).value, "Show me half");
});

test("What is written over a message outlives a reload", async (t) => {
  const before = await openTwo(t);
  await edit(before.page);
  before.page.write(field(before.page), "Show me");

  const { page } = await openTwo(t, { session: before.page.session });
  await edit(page);

  assert.equal(field(page).value, "Show me");
});

test("A deleted message comes back on undo", async (t) => {
  const { page, post, shows } = await openTwo(t);
  const [question, answer] = [mine(page).at(-1), page.answers().at(-1)];
  post("delete", json("deleted"), question);
  const asked = post("restore", null, question);
  shows("chat-deleted");

  await page.click(page.one("[data-act=delete]", question));
  assert.equal(answer.isConnected, false);
  assert.equal(mine(page).length, 1);
  assert.equal(page.document.activeElement, page.one("[data-undo-delete]"));

  shows("chat-stopped");
  await page.click(page.one("[data-undo-delete]"));
  assert.deepEqual(asked()[0].body, { leaf: json("deleted").leaf });
  assert.equal(mine(page).length, 2);
  assert.equal(page.answers().length, 2);
  assert.equal(page.all("[data-undo]").length, 0);
});

test("The offer to take a deletion back ends by itself", async (t) => {
  const { page, post, shows } = await openTwo(t);
  post("delete", json("deleted"));
  shows("chat-deleted");
  await page.click(page.one("[data-act=delete]", page.answers().at(-1)));

  const { undoSeconds } = json("deleted");
  await page.wait(1000 * undoSeconds - 1);
  assert.equal(page.all("[data-undo]").length, 1);
  await page.wait(1);
  assert.equal(page.all("[data-undo]").length, 0);
});

test("Two that were deleted come back in turn", async (t) => {
  const { page, post, shows } = await openTwo(t);
  const [question, answer] = [mine(page).at(-1), page.answers().at(-1)];
  const calls = [];
  for (const [name, message] of [["answer", answer], ["question", question]]) {
    post("delete", json("deleted"), message);
    post("restore", () => {
      calls.push(name);
      return null;
    }, message);
  }
  const visible = () => page.all("[data-undo]").filter((offer) => !offer.hidden);
  shows("chat-question");
  await page.click(page.one("[data-act=delete]", answer));
  shows("chat-deleted");
  await page.click(page.one("[data-act=delete]", question));
  assert.equal(page.all("[data-undo]").length, 2);
  assert.equal(visible().length, 1);

  shows("chat-question");
  await page.click(page.one("[data-undo-delete]", visible()[0]));
  assert.equal(visible().length, 1);
  shows("chat-stopped");
  await page.click(page.one("[data-undo-delete]", visible()[0]));

  assert.deepEqual(calls, ["question", "answer"]);
  assert.equal(visible().length, 0);
});

test("A copied answer is what the model wrote, and the button says so for a moment", async (t) => {
  const page = await openChat(t, { name: "chat-sent" });
  const answer = page.answers().at(-1);
  page.server.on(`GET ${page.path}/message/${answer.dataset.message}`, json("answer"));
  let copied;
  Object.defineProperty(page.window.navigator, "clipboard", { value: { writeText: async (text) => { copied = text; } } });
  const button = page.one("[data-copy-answer]", answer);

  await page.click(button);
  assert.equal(copied, json("answer").message.content);
  assert.match(copied, /^# Towers\n/);
  assert.equal(button.getAttribute("aria-label"), "Copied");

  await page.wait(1600);
  assert.equal(button.getAttribute("aria-label"), "Copy answer");
});

test("An answer is put on the clipboard at once, before its text is there", async (t) => {
  const page = await openChat(t, { name: "chat-sent" });
  const answer = page.answers().at(-1);
  let respond;
  page.server.on(`GET ${page.path}/message/${answer.dataset.message}`, () => new Promise((resolve) => { respond = resolve; }));
  const items = [];
  page.window.ClipboardItem = class { constructor(parts) { this.parts = parts; } };
  const write = async ([item]) => {
    items.push(item);
    await item.parts["text/plain"];
  };
  Object.defineProperty(page.window.navigator, "clipboard", { value: { write } });
  const button = page.one("[data-copy-answer]", answer);

  button.click();
  assert.equal(items.length, 1);
  await page.settle();
  respond(json("answer"));
  await page.settle();

  assert.equal((await items[0].parts["text/plain"]).size, new Blob([json("answer").message.content]).size);
  assert.equal(button.getAttribute("aria-label"), "Copied");
});

test("Without HTTPS, an answer is fetched before the click, after which Safari copies only at once", async (t) => {
  const page = await openChat(t, { name: "chat-sent" });
  const answer = page.answers().at(-1);
  page.server.on(`GET ${page.path}/message/${answer.dataset.message}`, json("answer"));
  Object.defineProperty(page.window.navigator, "clipboard", { value: undefined });
  const copied = [];
  page.document.execCommand = () => copied.push(page.all("textarea").at(-1).value) > 0;
  const button = page.one("[data-copy-answer]", answer);

  button.dispatchEvent(new page.window.Event("pointerover", { bubbles: true }));
  await page.settle();
  button.click();

  assert.deepEqual(copied, [json("answer").message.content]);
  await page.settle();
  assert.equal(button.getAttribute("aria-label"), "Copied");
});

test("A long message shows its beginning until the rest is asked for", async (t) => {
  const page = await openChat(t);
  const sent = json("sent");
  page.server.on(`POST ${page.path}/message`, { ...sent, userMessage: { ...sent.userMessage, content: "line\n".repeat(40) } });
  await page.send("Read this");
  const text = page.one("[data-text]", mine(page).at(-1));
  const button = page.one("[data-show-all]", mine(page).at(-1));
  assert.equal(text.classList.contains("message__bubble--long"), true);
  assert.equal(button.getAttribute("aria-expanded"), "false");

  await page.click(button);
  assert.equal(text.classList.contains("message__bubble--long"), false);
  assert.equal(button.textContent, "Show less");
  assert.equal(button.getAttribute("aria-expanded"), "true");

  await page.click(button);
  assert.equal(text.classList.contains("message__bubble--long"), true);
  assert.equal(page.all("[data-show-all]").length, 1);
});

test("Each message has its time, with the day if that was not today, and the whole date in its title", async (t) => {
  const day = 86_400_000;
  const page = await openChat(t, { name: "chat-sent", now: new Date(Date.now() + 3 * day) });
  for (const message of page.messages()) {
    const time = page.one("time", message);
    assert.match(time.textContent, /^\d{1,2} \w+,? (\d{4}, )?\d\d:\d\d$/);
    assert.match(time.title, /^\d{1,2} \w+ \d{4}, \d\d:\d\d$/);
  }

  const today = await openChat(t, { name: "chat-sent" });
  for (const time of today.texts("time", today.one(".messages"))) assert.match(time, /^\d\d:\d\d$/);
});
