import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { dashboardWithoutCatalogue, html, json } from "./support/recorded.js";
import { refused, Server } from "./support/server.js";

const look = 5_000;
const model = "qwen3:8b";

async function open(t, name = "dashboard", source = dashboardWithoutCatalogue(name)) {
  const server = new Server()
    .on("GET /ollama/status", json("status"))
    .on("GET /model/requests", json(name === "dashboard" ? "no-requests" : "requests"));
  const page = await Page.open(t, source, { path: "/dashboard", server });
  return { page, server, shows: (newer) => server.on("GET /dashboard", dashboardWithoutCatalogue(newer)) };
}

const card = (page, of = model) => page.one(`[data-installed="${of}"]`);

async function choose(page, name, of = model) {
  const menu = page.one("[data-model-menu]", card(page, of));
  menu.open = true;
  menu.dispatchEvent(new page.window.Event("toggle"));
  await page.click(page.named(".menu__item", name, menu));
}

const dialog = (page) => page.one("dialog[open]");

test("A page that is open learns that Ollama went away and came back", async (t) => {
  const { page, server, shows } = await open(t);
  await page.wait(look);
  assert.equal(server.sent("GET /dashboard").length, 0);

  server.on("GET /ollama/status", json("status-away"));
  shows("dashboard-away");
  await page.wait(look);
  assert.match(page.text("#dashboard-head"), /Can't reach Ollama/);
  assert.match(page.text("#dashboard-head"), /since today/);
  assert.match(page.text("#server-away"), /What to do/);
  card(page);

  server.on("GET /ollama/status", json("status"));
  shows("dashboard");
  await page.wait(look);
  assert.match(page.text("#dashboard-head"), /Connected to Ollama 0\.32\.15/);
  assert.equal(page.one("#server-away").hidden, true);
});

test("A page out of sight asks nothing, and one that nobody can answer goes on asking", async (t) => {
  const { page, server } = await open(t);
  page.show(false);
  await page.wait(10 * look);
  assert.equal(server.requests.length, 0);

  server.on("GET /ollama/status", refused(502));
  page.show(true);
  await page.wait(look);
  assert.equal(server.sent("GET /ollama/status").length, 2);
});

test("What somebody is about to press is not put out of their hand", async (t) => {
  const { page, server } = await open(t);
  page.one("[data-model-menu]", card(page)).open = true;
  server.on("GET /ollama/status", json("status-away"));

  await page.wait(look);

  assert.equal(server.sent("GET /dashboard").length, 0);
});

test("A request that comes is shown, and what is being written to another stays", async (t) => {
  const { page, server, shows } = await open(t, "dashboard-asked");
  const [row] = page.all("#requests [data-request]");
  const word = page.named("input", "Reply to sam.other about first:1b", row);
  word.focus();
  page.write(word, "Not before");

  server.on("GET /model/requests", [...json("requests"), { id: "another", status: "open" }]);
  shows("dashboard-asked-twice");
  await page.wait(look);

  assert.equal(page.all("#requests [data-request]").length, 2);
  assert.ok(row.isConnected);
  assert.equal(word.value, "Not before");
  assert.equal(page.document.activeElement, word);
  assert.equal(page.text("[data-requests-count]"), "2 requests");
});

test("A request that was answered goes, with the mark in the sidebar", async (t) => {
  const { page, server, shows } = await open(t, "dashboard-asked");
  const form = page.one("#requests form");
  server.on(`POST ${form.getAttribute("action")}`, null);
  shows("dashboard");
  page.write(page.one("input[name=answer]", form), "Gladly");

  await page.click(page.named("button", "Approve", form));

  assert.equal(server.sent(`POST ${form.getAttribute("action")}`)[0].body.answer, "Gladly");
  assert.equal(page.one("#requests").hidden, true);
  assert.equal(page.one("[data-requests-mark]").hidden, true);
});

test("A menu offers what can be done with its model, and a card shows what was done", async (t) => {
  const { page, server, shows } = await open(t);
  const before = card(page);
  server.on("POST /model/hide/qwen3%3A8b", null);
  shows("dashboard");

  await choose(page, "Hide from members");

  const { modelMenu } = page.one("[data-model-menu]", before).dataset;
  assert.deepEqual(page.all("[data-act]", before).map((button) => button.dataset.act).sort(), modelMenu.split(" ").filter(Boolean).sort());
  assert.equal(server.sent("POST /model/hide/qwen3%3A8b").length, 1);
  assert.notEqual(card(page), before);
  assert.equal(page.text("[data-announcer]"), "Done.");
});

test("A model that is being loaded says so until it is, or is not", async (t) => {
  const { page, server, shows } = await open(t);
  const idle = "llama3.2:3b";
  let answer;
  server.on("POST /model/load/llama3.2%3A3b", () => new Promise((resolve) => { answer = resolve; }));
  shows("dashboard");

  await choose(page, "Load into memory", idle);
  assert.equal(page.text(".model-card__state", card(page, idle)), "Loading into memory");

  answer(refused(500, "There is too little memory."));
  await page.settle();
  assert.equal(page.text("[data-refusal] .notice__text", card(page, idle)), "There is too little memory.");
  assert.notEqual(page.text(".model-card__state", card(page, idle)), "Loading into memory");
});

test("One dialog serves every model, and what is refused is said beside it", async (t) => {
  const { page, server } = await open(t);
  await choose(page, "Delete");
  assert.equal(page.text("h2", dialog(page)), `Delete ${model}?`);
  assert.match(page.text(".button--danger", dialog(page)), /^Delete \(frees 5\.2 GB\)$/);

  const form = page.one("form", dialog(page));
  server.on(`POST ${new URL(form.action).pathname}`, refused(409, "It is generating an answer."));
  await page.click(page.one(".button--danger", form));

  assert.equal(page.text("[data-refusal] .notice__text", card(page)), "It is generating an answer.");
  assert.equal(page.all("[data-refusal]").length, 1);
  await page.click(page.named("button", "Close", card(page)));
  assert.equal(page.all("[data-refusal]").length, 0);

  const other = page.all("[data-installed]").find((row) => row !== card(page));
  const menu = page.one("[data-model-menu]", other);
  menu.open = true;
  menu.dispatchEvent(new page.window.Event("toggle"));
  await page.click(page.named(".menu__item", "Copy", menu));
  assert.equal(page.text("h2", dialog(page)), `Copy ${other.dataset.installed}`);
});

test("A model that is asked for by name is downloaded, and a name that is none is refused beside the field", async (t) => {
  const { page, server } = await open(t, "dashboard", html("dashboard"));
  const place = page.one("[data-by-hand]");
  const form = place.matches("form") ? place : page.one("form", place);
  const field = page.one("[name=name]", form);
  server.on(`POST ${form.getAttribute("action")}`, refused(400, "“two words” is not the name of a model."));
  page.write(field, "two words");
  form.requestSubmit();
  await page.settle();
  assert.equal(page.text("[data-refusal] .notice__text", place), "“two words” is not the name of a model.");
  assert.equal(field.value, "two words");

  server.on(`POST ${form.getAttribute("action")}`, json("download"));
  page.write(field, "smollm2:135m");
  form.requestSubmit();
  await page.settle();
  assert.equal(page.all("[data-refusal]").length, 0);
  assert.equal(page.text("[data-announcer]"), "Downloading smollm2:135m.");
  assert.equal(field.value, "");
});

test("The model page says what is refused beside it, and reads anew what was done", async (t) => {
  const server = new Server();
  const page = await Page.open(t, html("model"), { path: `/model/details/${model}`, server });
  const form = page.all("form[data-act]").find((other) => other.querySelector("[name=to]"));
  page.one("[name=to]", form).value = "llama3.2:3b";
  server.on(`POST ${new URL(form.action).pathname}`, refused(409, "There is such a model."));
  form.requestSubmit(page.one("button:not([type=button])", form));
  await page.settle();
  assert.match(page.text("[data-refusal]"), /There is such a model\./);
  assert.equal(page.navigations, 0);

  server.on(`POST ${new URL(form.action).pathname}`, null);
  form.requestSubmit(page.one("button:not([type=button])", form));
  await page.settle();
  assert.equal(page.all("[data-refusal]").length, 0);
  assert.equal(page.navigations, 1);
});

const shown = (page) => page.all("[data-family]").filter((family) => !family.hidden);
const filter = (page, change) => {
  const form = page.one("[data-catalogue-filters]");
  change(form);
  form.dispatchEvent(new page.window.Event("input", { bubbles: true }));
};

test("The catalogue is filtered by words, family, ability and what fits", async (t) => {
  const { page } = await open(t, "dashboard", html("dashboard-all"));
  const first = shown(page).length;
  const all = page.all("[data-family]").length;

  filter(page, (form) => { form.elements.series.value = "qwen"; });
  assert.ok(shown(page).length > 1);
  assert.ok(shown(page).every((family) => family.dataset.series === "qwen"));
  assert.equal(page.text("[data-catalogue-note]"), `${shown(page).length} of ${all} models`);
  const qwen = shown(page).length;

  filter(page, (form) => { form.elements.fits.checked = true; });
  assert.ok(shown(page).length >= 1 && shown(page).length < qwen, `${shown(page).length} of ${qwen} fit`);
  assert.equal(page.one("[data-family=qwen3-coder]").hidden, true);

  filter(page, (form) => form.reset());
  assert.equal(shown(page).length, first);
  filter(page, (form) => { form.elements.words.value = "no such thing"; });
  assert.equal(page.one("[data-catalogue-none]").hidden, false);
  filter(page, (form) => {
    form.reset();
    page.one("[name=can][value=vision]", form).checked = true;
  });
  assert.ok(shown(page).length > 0);
  assert.ok(shown(page).every((family) => family.dataset.can.split(" ").includes("vision")));
});

test("All of the catalogue is fetched and shown on demand, or for a filter", async (t) => {
  const { page, server } = await open(t, "dashboard", html("dashboard"));
  server.on("GET /dashboard?all=true", html("dashboard-all"));
  const all = html("dashboard-all").match(/ data-family="/g).length;
  const first = shown(page).length;
  assert.ok(first < all);

  filter(page, (form) => { form.elements.series.value = "qwen"; });
  await page.settle();
  assert.ok(shown(page).length > 1);
  assert.ok(shown(page).every((family) => family.dataset.series === "qwen"));
  filter(page, (form) => form.reset());
  assert.equal(shown(page).length, first);

  await page.click(page.one("[data-show-all]"));
  await page.settle();

  assert.equal(shown(page).length, all);
  assert.equal(server.sent("GET /dashboard?all=true").length, 1);
  assert.equal(page.navigations, 0);
});
