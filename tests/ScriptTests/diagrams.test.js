import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { json } from "./support/recorded.js";

const source = "flowchart LR\n  A --> B";
const code = (text, language = "mermaid") =>
  `<div class="code-block" dir="ltr"><div class="code-block__head">`
  + `<span>${language}</span></div>`
  + `<pre class="code-block__body"><code class="language-${language}">${text}</code></pre></div>`;
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';

async function ask(t) {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  await page.send("Draw it");
  const stream = page.stream(`${page.path}/events`);
  stream.send("part", { part: 0, kind: "text", text: null, data: null });
  return { page, stream, answer: page.answers().at(-1) };
}

// Plays the frame: reports that it is ready, and responds.
function frameOf(page) {
  const frame = page.one("iframe");
  const asked = [];
  frame.contentWindow.postMessage = (message) => asked.push(message);
  const say = async (data, from = frame.contentWindow) => {
    page.window.dispatchEvent(new page.window.MessageEvent("message", { data, source: from }));
    await page.settle();
  };
  return { frame, asked, say };
}

async function draw(t) {
  const chat = await ask(t);
  chat.stream.send("block", { part: 0, index: 0, html: code(source) });
  chat.stream.send("text", { part: 0, index: 1, at: 0, append: "More" });
  await chat.page.settle();
  const sandbox = frameOf(chat.page);
  await sandbox.say({ id: 0 });
  return { ...chat, ...sandbox };
}

test("A diagram is drawn in a frame without an origin, once its block is whole", async (t) => {
  const { page, stream, answer } = await ask(t);
  stream.send("block", { part: 0, index: 0, html: code("flowchart LR") });
  await page.settle();
  assert.equal(page.all("iframe").length, 0);

  stream.send("block", { part: 0, index: 0, html: code(source) });
  stream.send("text", { part: 0, index: 1, at: 0, append: "More" });
  await page.settle();
  const { frame, asked, say } = frameOf(page);
  assert.equal(frame.getAttribute("sandbox"), "allow-scripts");
  assert.equal(frame.getAttribute("src"), "/diagram");
  assert.equal(frame.getAttribute("aria-hidden"), "true");

  await say({ id: 0 });
  assert.deepEqual(asked.map(({ id, source: text }) => [id, text]), [[1, source]]);
  await say({ id: 1, svg, width: 300.2, height: 100 });
  const image = page.one("[data-diagram-figure] img", answer);
  assert.equal(image.width, 301);
  assert.equal(decodeURIComponent(image.src.split(",")[1]), svg);
  assert.equal(page.one("pre", answer).hidden, true);
});

test("The source is one click away, and is what is copied", async (t) => {
  const { page, answer, say } = await draw(t);
  await say({ id: 1, svg, width: 300, height: 100 });
  const copied = [];
  Object.defineProperty(page.window.navigator, "clipboard", { value: { writeText: async (text) => copied.push(text) } });

  await page.click(page.one("[data-copy]", answer));
  assert.deepEqual(copied, [source]);

  await page.click(page.named("button", "Show source", page.one(".code-block", answer)));
  assert.equal(page.one("pre", answer).hidden, false);
  assert.equal(page.one("[data-diagram-figure]", answer).hidden, true);
  await page.click(page.named("button", "Show diagram", page.one(".code-block", answer)));
  assert.equal(page.one("[data-diagram-figure]", answer).hidden, false);
});

test("Only the frame itself is heard", async (t) => {
  const { page, answer, say } = await draw(t);

  await say({ id: 1, svg, width: 300, height: 100 }, page.window);
  await say({ id: 1, svg, width: 300, height: 100 }, null);
  await say({ id: 7, svg, width: 300, height: 100 });
  await say(null);
  assert.equal(page.all("[data-diagram-figure]", answer).length, 0);

  await say({ id: 1, svg, width: 300, height: 100 });
  assert.equal(page.all("[data-diagram-figure]", answer).length, 1);
});

for (const [what, drawing] of Object.entries({
  "no image": {},
  "no text": { svg: { toString: () => svg }, width: 1, height: 1 },
  "no size": { svg, width: "<b>", height: 1 },
  "too wide": { svg, width: 1e9, height: 1 },
  "too long": { svg: "x".repeat(3_000_000), width: 1, height: 1 },
})) {
  test(`What the frame sends is not trusted: ${what}`, async (t) => {
    const { page, answer, say } = await draw(t);

    await say({ id: 1, ...drawing });

    assert.equal(page.all("[data-diagram-figure]", answer).length, 0);
    assert.equal(page.one("pre", answer).hidden, false);
  });
}

test("A frame that does not answer is given up after a second try, and one that is not needed goes", async (t) => {
  const { page, frame, stream, answer } = await draw(t);
  await page.wait(30_000);
  assert.notEqual(page.one("iframe"), frame);
  await page.wait(10_000);
  assert.equal(page.all("iframe").length, 0);
  assert.equal(page.one("pre", answer).hidden, false);

  stream.send("block", { part: 0, index: 1, html: code(source) });
  stream.send("text", { part: 0, index: 2, at: 0, append: "More" });
  await page.settle();
  const again = frameOf(page);
  await again.say({ id: 0 });
  await again.say({ id: 3, svg, width: 300, height: 100 });
  assert.equal(page.all("[data-diagram-figure]", answer).length, 1);
  await page.wait(30_000);
  assert.equal(page.all("iframe").length, 0);
});

test("Text that stood at the end of a block until the next one came is no part of its diagram", async (t) => {
  const { page, stream } = await ask(t);
  stream.send("block", { part: 0, index: 0, html: code(`${source}\n`) });
  stream.send("text", { part: 0, index: 0, at: 0, append: "\nThen word1 word" });
  stream.send("block", { part: 0, index: 1, html: "<p>Then word1 word2</p>" });
  await page.settle();
  const sandbox = frameOf(page);
  await sandbox.say({ id: 0 });
  assert.deepEqual(sandbox.asked.map((message) => message.source), [`${source}\n`]);
});

test("A frame that did not start is replaced, and the new one draws", async (t) => {
  const { page, stream, answer } = await ask(t);
  stream.send("block", { part: 0, index: 0, html: code(source) });
  stream.send("text", { part: 0, index: 1, at: 0, append: "More" });
  await page.settle();
  await page.wait(10_000);
  const second = frameOf(page);
  await second.say({ id: 0 });
  await second.say({ id: 2, svg, width: 300, height: 100 });
  assert.equal(page.all("[data-diagram-figure]", answer).length, 1);
});
