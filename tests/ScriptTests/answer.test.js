import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat, replay } from "./support/chat.js";
import { html, json } from "./support/recorded.js";
import { Page } from "./support/page.js";

// Sends the message of the recorded answer and returns the stream of its answer, in which a part of the given kind has begun.
async function ask(t, kind) {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  await page.send("Show me everything");
  const stream = page.stream(`${page.path}/events`);
  if (kind) stream.send("part", { part: 0, kind, text: null, data: null });
  return { page, stream, answer: page.answers().at(-1), events: json("answer-events") };
}

const tidy = (element) => element.innerHTML
  .replace(/<span class="caret"><\/span>/g, "")
  .replace(/ (hidden|open)=""/g, "")
  .replace(/ block--columns| style="--columns[^"]*"/g, "")
  .replace(/>\s+</g, "><")
  .trim();

test("An answer that was streamed is in the end the same as when it is read", async (t) => {
  const { page, stream, answer, events } = await ask(t);
  const read = await Page.open(t, html("chat-sent"), { path: page.path, server: page.server });
  const expected = read.all(".messages .message--answer").at(-1);

  replay(stream, events);
  await page.settle();

  for (const part of ["[data-blocks]", "[data-reasoning-text]", "[data-reasoning-label]", ".message__made", "[data-stats]"]) {
    assert.equal(tidy(page.one(part, answer)), tidy(read.one(part, expected)), part);
  }
  assert.equal(answer.hasAttribute("aria-busy"), false);
  assert.equal(answer.dataset.status, "complete");
  assert.equal(page.one("[data-kind=reasoning]", answer).open, false);
  assert.equal(page.one("[data-live]", answer).hidden, true);
  assert.equal(page.one("[data-acts]", answer).hidden, false);
  assert.equal(page.all(".caret").length, 0);
});

test("A stream that is resumed writes nothing twice", async (t) => {
  const { page, stream, answer, events } = await ask(t);
  const once = await ask(t);
  replay(once.stream, events);

  const middle = events.findIndex(({ type }) => type === "block" || type === "text") + 1;
  replay(stream, events.slice(0, middle));
  stream.fail();
  replay(stream, events.slice(middle - 1));
  await page.settle();

  assert.equal(tidy(page.one("[data-blocks]", answer)), tidy(once.page.one("[data-blocks]", once.answer)));
});

test("Text that comes again, and text that is rendered meanwhile, stands there once", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  const text = () => page.one("[data-blocks]", answer).textContent;

  stream.send("text", { part: 0, index: 0, at: 0, append: "One two" });
  stream.send("text", { part: 0, index: 0, at: 4, append: "two three" });
  assert.equal(text(), "One two three");

  stream.send("block", { part: 0, index: 0, html: "<ul><li>One two three</li></ul>" });
  stream.send("text", { part: 0, index: 0, at: 0, append: " four" });
  assert.equal(text(), "One two three four");
  stream.send("block", { part: 0, index: 0, html: "<ul><li>One two three four</li><li>five</li></ul>" });
  assert.equal(text(), "One two three fourfive");
});

test("A row of a table shows once it is rendered", async (t) => {
  const { stream, answer, page } = await ask(t, "text");
  const table = (rows) => `<div class="prose__scroll"><table><thead><tr><th>A</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  stream.send("block", { part: 0, index: 0, html: table("<tr><td>1</td></tr>") });
  stream.send("text", { part: 0, index: 0, at: 0, append: "| 2" });
  assert.equal(page.text("td", answer), "1");
  assert.equal(page.all(".caret", answer).length, 1);

  stream.send("block", { part: 0, index: 0, html: table("<tr><td>1</td></tr><tr><td>2</td></tr>") });
  assert.deepEqual(page.texts("td", answer), ["1", "2"]);
  assert.equal(page.one("[data-blocks]", answer).textContent.includes("|"), false);
  assert.ok(page.one(".block--columns", answer).style.getPropertyValue("--columns"));
});

test("A page out of sight holds no stream and goes on after the last event that it saw", async (t) => {
  const { page, stream, events } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "One" }, "position-1");

  page.show(false);
  assert.equal(stream.readyState, 2);

  page.show(true);
  const resumed = page.stream(`${page.path}/events`);
  assert.ok(resumed.path.endsWith("&after=position-1"), resumed.path);
  replay(resumed, events);
  assert.equal(page.answers().at(-1).hasAttribute("aria-busy"), false);
});

test("A connection that is lost and back says so", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "One" });
  assert.equal(page.text("[data-live-text]", answer), "Writing");

  stream.fail();
  assert.equal(page.text("[data-live-text]", answer), "Connection lost, reconnecting");

  stream.open();
  assert.equal(page.text("[data-live-text]", answer), "Writing");
});

test("A connection that died unnoticed is opened again where it was, and a ping shows that it lives", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "One" }, "position-1");
  await page.wait(24_000, { isSilent: true });
  stream.ping();
  await page.wait(24_000, { isSilent: true });
  assert.equal(stream.readyState, 1);

  await page.wait(1_000, { isSilent: true });

  assert.equal(stream.readyState, 2);
  assert.equal(page.text("[data-live-text]", answer), "Connection lost, reconnecting");
  const resumed = page.stream(`${page.path}/events`);
  assert.ok(resumed.path.endsWith("&after=position-1"), resumed.path);
  resumed.open();
  assert.equal(page.text("[data-live-text]", answer), "Writing");
});

test("A page that is left closes its stream first, and one that stays opens it again", async (t) => {
  const { page, stream } = await ask(t);

  page.window.dispatchEvent(new page.window.Event("beforeunload"));
  assert.equal(stream.readyState, 2);
  await page.wait(3_000);

  page.stream(`${page.path}/events`);
});

test("A stream that is refused says that the answer goes on, and gives the composer back", async (t) => {
  const { page, stream, answer } = await ask(t);

  stream.fail(true);
  await page.settle();

  assert.match(page.text("[data-notice]", answer), /Connection lost\./);
  assert.equal(page.one("[data-send]").hidden, false);
});

test("Where an answer stands in the queue is told", async (t) => {
  const { page, stream, answer } = await ask(t);

  stream.send("state", { status: "queued", place: 2, busy: false });
  assert.equal(page.text("[data-place]", answer), "2nd in the queue.");
  stream.send("state", { status: "queued", place: 1, busy: false });
  assert.equal(page.text("[data-place]", answer), "You're next.");
  stream.send("state", { status: "streaming", place: null, busy: false });

  assert.equal(page.all("[data-notice]", answer).length, 0);
  assert.equal(page.text("[data-live-text]", answer), "Reading your message");
  stream.send("state", { status: "streaming", place: null, busy: true });
  assert.equal(page.text("[data-live-text]", answer), "Ollama is busy, retrying");
});

test("While the model reasons, its reasoning grows in a closed fold", async (t) => {
  const { page, stream, answer } = await ask(t, "reasoning");

  stream.send("reasoning", { part: 0, at: 0, append: "First this, ", seconds: 0, ended: false });
  stream.send("reasoning", { part: 0, at: 12, append: "then that.", seconds: 2, ended: false });
  assert.equal(page.text("[data-reasoning-label]", answer), "Reasoning…");
  assert.equal(page.one("[data-live]", answer).hidden, true, "It is said once.");
  assert.equal(page.text("[data-reasoning-text]", answer), "First this, then that.");
  assert.equal(page.one("[data-kind=reasoning]", answer).open, false);

  await page.wait(3_000);
  stream.send("reasoning", { part: 0, at: 22, append: "", seconds: 5.2, ended: true });
  stream.send("part", { part: 1, kind: "text", text: null, data: null });
  stream.send("text", { part: 1, index: 0, at: 0, append: "The answer" });
  assert.equal(page.text("[data-reasoning-label]", answer), "Reasoned for 5 s");
});

const statistics = { tokensPerSecond: null, promptTokens: 30, completionTokens: 2, timeToFirstTokenSeconds: null, loadSeconds: null,
  contextTokens: null, contextLength: null, doneReason: "length" };

test("A limit that went into reasoning is told at once", async (t) => {
  const { page, stream, answer } = await ask(t, "reasoning");
  stream.send("reasoning", { part: 0, at: 0, append: "Let me", seconds: 1, ended: true });

  stream.send("done", { status: "complete", statistics });

  assert.match(page.text("[data-notice=spent]", answer), /used its whole limit of 2 tokens for reasoning/);
  assert.equal(page.text("[data-reasoning-label]", answer), "Reasoned for 1 s");
  assert.match(page.text("[data-stats]", answer), /30 \+ 2 tokens.*stopped at the token limit/);
});

test("An answer that ended at its limit can be gone on with", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "Half an" });
  stream.send("done", { status: "complete", statistics });

  assert.equal(page.one("[data-more]", answer).hidden, false);
  assert.equal(page.all("[data-notice]", answer).length, 0);
});

test("Why an answer broke off is told, and the composer is there again", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "Half an" });
  stream.send("failed", { status: "failed", error: "The model crashed.", statistics: {} });

  assert.equal(page.text("[data-error]", answer), "The model crashed.");
  assert.equal(page.one("[data-notice] [data-act=continue]", answer).hidden, false);
  page.write(page.composer, "Again");
  assert.equal(page.one("[data-send]").hidden, false);
  assert.equal(page.one("[data-send]").disabled, false);
});

test("While a file is read first, its name and page are shown", async (t) => {
  const { page, stream, answer } = await ask(t);
  const reading = { name: "handbook.pdf", done: 212, total: 640 };

  stream.send("state", { status: "queued", place: null, busy: false, reading });
  assert.equal(page.text("[data-place]", answer), "Reading handbook.pdf, page 212 of 640.");
  stream.send("state", { status: "streaming", place: null, busy: false, reading: { name: "notes.txt", done: 0, total: 0 } });
  assert.equal(page.text("[data-live-text]", answer), "Reading notes.txt");
  stream.send("state", { status: "streaming", place: null, busy: false, reading: null });
  assert.equal(page.text("[data-live-text]", answer), "Reading your message");
});

test("Of a file that is too long the first part can be sent", async (t) => {
  const { page, stream, answer } = await ask(t);

  stream.send("failed", { status: "failed", error: "Too long.", code: "file.too-long", statistics: { doneReason: "context" } });

  assert.equal(page.one("[data-anyway]", answer).hidden, false);
  assert.equal(page.text("[data-anyway]", answer), "Send the first part");
});

test("An end of an unknown kind gives the composer back", async (t) => {
  const { page, stream, answer } = await ask(t);

  stream.send("failed", { status: "streaming", error: null, statistics: {} });

  assert.match(page.text("[data-notice]", answer), /Interrupted\./);
  assert.equal(page.one("[data-send]").hidden, false);
});

test("An event touches the end of an answer alone, however long it is", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  const touched = [];
  const observer = new page.window.MutationObserver((records) => touched.push(...records));
  observer.observe(answer, { childList: true, characterData: true, attributes: true, subtree: true });
  const cost = () => {
    const { length } = touched;
    touched.length = 0;
    return length;
  };
  const paragraph = async (index) => {
    for (let word = 0; word < 20; word++) stream.send("text", { part: 0, index, at: 5 * word, append: "word " });
    stream.send("block", { part: 0, index, html: `<p>${"word ".repeat(20)}</p>` });
    await page.settle();
    return cost();
  };

  await paragraph(0);
  const early = await paragraph(1);
  for (let index = 2; index < 300; index++) await paragraph(index);
  const late = await paragraph(300);

  assert.ok(late <= early, `${early} changes of the page, then ${late}`);
});

test("Code has a name, and buttons that wrap, download and copy it", async (t) => {
  const { page, stream, answer, events } = await ask(t);
  const downloads = [];
  page.window.URL.createObjectURL = (blob) => `blob:${blob.size}`;
  page.window.HTMLAnchorElement.prototype.click = function click() { downloads.push(`${this.download} ${this.href}`); };
  replay(stream, events);
  await page.settle();
  const code = page.one(".code-block", answer);
  assert.equal(page.all(".code-block__tools", code).length, 1);

  await page.click(page.named("button", "Wrap lines", code));
  assert.equal(page.named("button", "Wrap lines", code).getAttribute("aria-pressed"), "true");
  assert.equal(page.one("pre", code).classList.contains("code-block__body--wrapped"), true);

  await page.click(page.named("button", "Download", code));
  assert.deepEqual(downloads, ["code.sql blob:9"]);

  assert.equal(page.one("pre", code).getAttribute("aria-label"), "Code, sql");
  assert.equal(page.named("button", "Copy", code).matches("[data-copy]"), true);
});

test("Headings come below the page's title without gaps, and boxes of tasks have a name", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  const task = "<ul><li><p><input type=\"checkbox\" disabled> C</p></li></ul>";
  ["<h3>A</h3>", "<h5>A.a</h5>", "<h4>A.b</h4>", "<h1>B</h1>", task]
    .forEach((html, index) => stream.send("block", { part: 0, index, html }));
  stream.send("done", { status: "complete", statistics: {} });
  await page.settle();

  const levels = page.all("[data-blocks] :is(h1, h3, h4, h5)", answer).map((heading) => heading.getAttribute("aria-level"));
  assert.deepEqual(levels, ["2", "3", "3", "2"]);
  assert.equal(page.one("[type=checkbox]", answer).getAttribute("aria-label"), "Task");
});

test("Parts stand in their order, and a call of a tool says that the portal cannot run it", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "I look it up." });
  stream.send("part", { part: 1, kind: "toolCall", text: "{\"city\":\"<b>\"}", data: { type: "tool-call", name: "get_weather" } });
  stream.send("part", { part: 2, kind: "text", text: null, data: null });
  stream.send("text", { part: 2, index: 0, at: 0, append: "It rains." });
  stream.send("part", { part: 1, kind: "toolCall", text: "{\"city\":\"<b>\"}", data: { name: "get_weather" } });
  stream.send("done", { status: "complete", statistics: {} });

  const parts = page.all("[data-part]", answer);
  assert.deepEqual(parts.map((part) => part.dataset.kind), ["text", "toolCall", "text"]);
  assert.match(parts[1].textContent, /Requested the tool\s+get_weather, which this portal cannot run yet\s+\{"city":"<b>"\}/);
  assert.equal(parts[2].textContent, "It rains.");
  assert.equal(page.all("[data-notice]", answer).length, 0);
});

test("An answer of a tool's call alone is an answer", async (t) => {
  const { page, stream, answer } = await ask(t);
  stream.send("part", { part: 0, kind: "toolCall", text: "{}", data: { name: "get_weather" } });
  stream.send("done", { status: "complete", statistics: {} });

  assert.equal(page.all("[data-notice]", answer).length, 0);
  assert.equal(page.one("[data-copy-answer]", answer).hidden, true);
});

test("Text that turns out to be reasoning moves there", async (t) => {
  const { page, stream, answer } = await ask(t, "text");
  stream.send("text", { part: 0, index: 0, at: 0, append: "I should greet." });
  stream.send("remove", { part: 0 });
  stream.send("part", { part: 0, kind: "reasoning", text: null, data: null });
  stream.send("reasoning", { part: 0, at: 0, append: "I should greet.", seconds: 1, ended: true });
  stream.send("part", { part: 1, kind: "text", text: null, data: null });
  stream.send("text", { part: 1, index: 0, at: 0, append: "Hello!" });

  assert.equal(page.text("[data-reasoning-text]", answer), "I should greet.");
  assert.deepEqual(page.texts("[data-blocks]", answer), ["Hello!"]);
});
