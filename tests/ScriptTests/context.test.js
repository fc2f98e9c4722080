import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";
import { html } from "./support/recorded.js";
import { refused } from "./support/server.js";

const river = (words) => "river ".repeat(words).trim();
const gauge = (page) => page.one("#context-gauge");
const notice = (page) => page.one("#context-notice");
const words = (page) => page.all("[data-context-words]", notice(page))
  .filter((sentence) => !sentence.hidden)
  .map((sentence) => sentence.dataset.contextWords);

test("The gauge is read when the model has been found loaded", async (t) => {
  const page = await openChat(t, { source: html("chat").replace('id="context-gauge"', 'id="context-gauge" data-unknown="true"') });

  assert.equal(page.server.sent(`GET ${page.path}/context`).length, 1);
  assert.equal(gauge(page).hidden, false);
  assert.match(page.text("summary", gauge(page)), / of 4k$/);
});

test("The gauge stays when the chat's new model has not answered yet", async (t) => {
  const page = await openChat(t);
  page.server.on(`GET ${page.path}/context`, html("context-other")).on(`POST ${page.path}/model`, null);

  await page.click(page.one("[data-choose-model] button[value='llama3.2:3b']"));

  assert.equal(gauge(page).hidden, false);
  assert.match(page.text("summary", gauge(page)), /Context used: unknown/);
});

test("A long message is warned of while it is written, with the context that has room for it", async (t) => {
  const page = await openChat(t);
  page.server.on(`GET ${page.path}/context`, html("context-2k")).on(`POST ${page.path}/context`, null);
  page.one("#context-gauge").open = true;
  const choice = page.one("#context-gauge button[value='2048']");
  choice.focus();
  await page.click(choice);
  assert.deepEqual(page.server.sent(`POST ${page.path}/context`)[0].body, { tokens: "2048" });
  assert.match(page.text("summary", gauge(page)), / of 2k$/);
  assert.equal(gauge(page).open, true);
  assert.equal(page.document.activeElement, page.one("#context-gauge button[value='2048']"));
  assert.equal(page.document.activeElement.getAttribute("aria-current"), "true");
  assert.equal(notice(page).hidden, true);

  page.write(page.composer, river(1600));
  assert.deepEqual(words(page), ["draft"]);
  assert.match(page.text("[data-context-longer]"), /^Use a longer context, 4k$/);
  assert.equal(page.one("[data-context-longer]").value, "4096");
  assert.match(page.text("[data-announcer]"), /^This message is long\./);

  page.write(page.composer, "Short");
  assert.equal(notice(page).hidden, true);
});

test("A character of Chinese counts as a token of its own", async (t) => {
  const page = await openChat(t);

  page.write(page.composer, "a".repeat(2_500));
  assert.equal(notice(page).hidden, true);
  page.write(page.composer, "海".repeat(4_000));
  assert.deepEqual(words(page), ["draft"]);
});

test("A context that is nearly full, or was too full, is told", async (t) => {
  const page = await openChat(t);
  notice(page).dataset.used = "4090";
  page.write(page.composer, "");
  assert.deepEqual(words(page), ["tight"]);

  page.one("[data-context-words=dropped]").dataset.isSo = "true";
  page.write(page.composer, "x");
  assert.deepEqual(words(page), ["dropped"]);
});

test("A warning that was dismissed stays away until there was no reason for one", async (t) => {
  const page = await openChat(t);
  notice(page).dataset.used = "4090";
  page.write(page.composer, "");
  assert.equal(notice(page).hidden, false);

  await page.click(page.one("[data-context-dismiss]"));
  assert.equal(notice(page).hidden, true);
  page.write(page.composer, "More");
  assert.equal(notice(page).hidden, true);

  notice(page).dataset.used = "30";
  page.write(page.composer, "");
  notice(page).dataset.used = "4090";
  page.write(page.composer, "And more");
  assert.equal(notice(page).hidden, false);
  await page.click(page.one("[data-context-open]"));
  assert.equal(gauge(page).open, true);
});

test("A context that is refused is said, and can be asked for again", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/context`, refused(409, "The answer is still being generated."));

  await page.click(page.one("#context-gauge button[value='2048']"));
  await page.click(page.one("#context-gauge button[value='2048']"));

  assert.equal(page.text("[data-composer-error-text]"), "The answer is still being generated.");
  assert.equal(page.server.sent(`POST ${page.path}/context`).length, 2);
});

test("What is written goes along with a summary into the new chat", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/summary`, { url: "/chat/another" });
  page.write(page.composer, river(20));

  await page.click(page.one("button[form=summary]"));

  const { user } = page.document.body.dataset;
  assert.equal(page.session[`draft:${user}:/chat/another`], river(20));
  assert.equal(page.session[`draft:${user}:${page.path}`], undefined);
  assert.equal(page.navigations, 1);
});
