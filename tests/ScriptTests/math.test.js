import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { html, json } from "./support/recorded.js";

const formula = (source, kind = "") => `<span class="math${kind}" dir="ltr">${source}</span>`;

// The page does not load style sheets.
async function loadStyles(page) {
  await page.settle();
  page.one("link[href*=katex]").dispatchEvent(new page.window.Event("load"));
  await page.settle();
}

async function ask(t, options) {
  const page = await openChat(t, options);
  page.server.on(`POST ${page.path}/message`, json("sent"));
  await page.send("Show me everything");
  const stream = page.stream(`${page.path}/events`);
  stream.send("part", { part: 0, kind: "text", text: null, data: null });
  return { page, stream, answer: page.answers().at(-1) };
}

test("A formula is set once its block is whole, and keeps its source", async (t) => {
  const { page, stream, answer } = await ask(t);

  stream.send("block", { part: 0, index: 0, html: `<p>${formula("\\(a_1\\)")} and ${formula("$$\\frac{1}{2}$$", " math--display")}</p>` });
  await page.settle();
  assert.equal(page.all("[data-source]", answer).length, 0);

  stream.send("block", { part: 0, index: 1, html: `<p>${formula("$b$")}</p>` });
  await loadStyles(page);
  const set = page.all("[data-source]", answer);
  assert.deepEqual(set.map((element) => element.dataset.source), ["\\(a_1\\)", "$$\\frac{1}{2}$$"]);
  assert.deepEqual(set.map((element) => page.all("math", element).length), [1, 1]);
  assert.equal(page.one("annotation", set[0]).textContent, "a_1");
  assert.equal(set[1].getAttribute("role"), "group");
});

test("Formulas of two blocks that wait for the library are each set once", async (t) => {
  const { page, stream, answer } = await ask(t);

  for (const index of [0, 1]) stream.send("block", { part: 0, index, html: `<p>${formula("$a$")}</p>` });
  stream.send("done", { status: "complete", statistics: {} });
  await loadStyles(page);

  assert.equal(page.all("[data-source]", answer).length, 2);
  assert.equal(page.all(".math--plain", answer).length, 0);
});

test("What is no formula, or wants more than to be shown, stays its source", async (t) => {
  const { page, stream, answer } = await ask(t);
  const sources = [
    "$\\frac{1}$", "\\(\\nosuch{x}\\)", "\\(\\href{javascript:alert(1)}{x}\\)", "$\\htmlData{a=b}{x}$", "\\(\\def\\a{xx}\\a\\)",
    "\\[\\newcommand{\\x}{y}\\x\\]",
    "\\(\\includegraphics{/icons/mark.svg}\\)", "\\[ a", "$$$$", `$${"x".repeat(9_000)}$`,
  ];

  stream.send("block", { part: 0, index: 0, html: `<p>${sources.map((source) => formula(source)).join("")}${formula("$x$")}</p>` });
  stream.send("text", { part: 0, index: 1, at: 0, append: "More" });
  await loadStyles(page);

  assert.deepEqual(page.texts(".math--plain", answer), sources);
  assert.equal(page.all("[data-source]", answer).length, 1);
  assert.equal(page.all(".math a, .math img, [style*=color]", answer).length, 0);
});

test("No element has a style attribute that the policy would refuse", async (t) => {
  const { page, stream, answer } = await ask(t);
  const written = [];
  const { setAttribute } = page.window.Element.prototype;
  page.window.Element.prototype.setAttribute = function record(name, value) {
    if (name === "style") written.push(value);
    setAttribute.call(this, name, value);
  };

  const latex = "\\pmb{v} \\fcolorbox{red}{blue}{x} \\oiint \\cancel{x} \\sqrt{y}"
    + " \\left(\\begin{array}{c} 1 \\\\ 2 \\\\ 3 \\\\ 4 \\\\ 5 \\\\ 6 \\end{array}\\right)";
  stream.send("block", { part: 0, index: 0, html: `<p>${formula(`$$${latex}$$`)}</p>` });
  stream.send("text", { part: 0, index: 1, at: 0, append: "More" });
  await loadStyles(page);

  assert.equal(page.all("[data-source]", answer).length, 1);
  assert.deepEqual(written, []);
});

test("An answer whose formulas are set is the same as the one that is read again", async (t) => {
  const withFormula = html("chat-sent").replace(/(<div[^>]*data-blocks[^>]*>\s*<div class="block"[^>]*>)/g, `$1<p>${formula("$x$")}</p>`);
  const page = await openChat(t, { source: withFormula });
  await loadStyles(page);
  const before = page.answers();
  assert.ok(page.all("[data-source]", before[0]).length > 0);
  page.server.on(`GET ${page.path}`, withFormula);
  const known = json("chats-events").find(({ type }) => type === "chat").data;
  const version = Number(html("chat-sent").match(/data-version="(\d+)"/)[1]) + 1;

  page.stream("/chats/events").send("chat", { ...known, isUnread: false, version, leafId: "elsewhere" }, "9");
  await page.wait(300);

  assert.equal(page.server.sent(`GET ${page.path}`).length, 1);
  assert.deepEqual(page.answers(), before);
});

test("A library that did not load is tried again with the next formula and the next code", async (t) => {
  const { page, stream, answer } = await ask(t, { isOffline: true });
  const code = "<div class=\"code-block\"><pre><code class=\"language-sql\">select 1</code></pre></div>";
  const block = async (index) => {
    stream.send("block", { part: 0, index, html: `<p>${formula("$a$")}</p>${code}` });
    stream.send("text", { part: 0, index: index + 1, at: 0, append: "More" });
    await loadStyles(page);
  };

  await block(0);
  assert.deepEqual(page.all("[data-source], .hljs", answer).map((element) => element.outerHTML), []);

  page.isOffline = false;
  await block(1);
  assert.equal(page.all("[data-source]", answer).length, 1);
  assert.equal(page.all(".hljs", answer).length, 1);
});
