import assert from "node:assert/strict";
import { test } from "node:test";
import { chatPath, openChat } from "./support/chat.js";
import { html, json } from "./support/recorded.js";

const user = html("chat").match(/data-user="([^"]+)"/)[1];
const ready = { kind: "pdf", state: "ready", name: "a.pdf", size: 1200, error: null, tokens: 320, done: 0, total: 0 };

// Opens the chat with files in its draft.
async function openWith(t, ...names) {
  const files = names.map((name, index) => ({ id: `f${index}`, name }));
  const page = await openChat(t, { session: { [`draft:${user}:${chatPath()}#files`]: JSON.stringify(files) } });
  return Object.assign(page, { chips: () => page.all("[data-files] > li") });
}

test("The files of a draft are followed one after another", async (t) => {
  const page = await openWith(t, "a.pdf", "b.pdf");

  const first = page.stream("/files/f0/events");
  assert.equal(page.streams.filter(({ path }) => path.startsWith("/files/")).length, 1);
  first.send("file", { ...ready, id: "f0", state: "reading", tokens: 0, done: 12, total: 640 });
  assert.equal(page.text("[data-file-state]", page.chips()[0]), "Reading page 12 of 640");
  first.send("file", { ...ready, id: "f0" });
  assert.equal(page.text("[data-file-state]", page.chips()[0]), "1 KB, about 320 tokens");
  await page.settle();

  page.stream("/files/f1/events").send("file", { ...ready, id: "f1", state: "failed", error: "No text." });
  assert.equal(page.text("[data-file-state]", page.chips()[1]), "No text.");
});

test("A message goes with its files, which are then no draft any more", async (t) => {
  const page = await openWith(t, "a.pdf");
  page.stream("/files/f0/events").send("file", { ...ready, id: "f0" });
  page.server.on(`POST ${page.path}/message`, json("sent"));
  assert.equal(page.one("[data-send]").disabled, false);

  await page.send("Hello");

  assert.deepEqual(page.server.sent(`POST ${page.path}/message`)[0].body.files, ["f0"]);
  assert.equal(page.chips().length, 0);
  assert.deepEqual(page.session, {});
});

test("A file of a draft that is gone is not sent", async (t) => {
  const page = await openWith(t, "a.pdf");
  page.stream("/files/f0/events").fail(true);
  await page.settle();
  assert.match(page.text("[data-file-state]", page.chips()[0]), /can't be found/);

  await page.send("Hello");

  assert.match(page.text("[data-composer-error-text]"), /A file can't be used/);
  assert.equal(page.server.sent(`POST ${page.path}/message`).length, 0);
});

test("A file that is removed is deleted, and its stream is closed", async (t) => {
  const page = await openWith(t, "a.pdf", "b.pdf");
  page.server.on("DELETE /files/f0", null);

  await page.click(page.named("[data-file-remove]", "Remove file a.pdf"));

  assert.equal(page.server.sent("DELETE /files/f0").length, 1);
  assert.equal(page.chips().length, 1);
  assert.equal(page.document.activeElement, page.named("[data-file-remove]", "Remove file b.pdf"));
  page.stream("/files/f1/events");
  assert.match(page.session[`draft:${user}:${page.path}#files`], /b\.pdf/);
});

test("A summary takes the files of the draft along", async (t) => {
  const page = await openWith(t, "a.pdf");
  page.stream("/files/f0/events").send("file", { ...ready, id: "f0" });
  page.server.on(`POST ${page.path}/summary`, { url: "/chat/next" });

  page.one("[data-summary-form]").dispatchEvent(new page.window.Event("submit", { cancelable: true }));
  await page.settle();

  assert.deepEqual(Object.keys(page.session).sort(), [`draft:${user}:/chat/next#files`, `draft:${user}:/chat/next#id`]);
});
