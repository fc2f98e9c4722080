import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { dashboardWithoutCatalogue, json } from "./support/recorded.js";
import { Server } from "./support/server.js";

const path = "/model/downloads/events";
const failed = json("download-failed").find(({ type }) => type === "failed").data;
const running = {
  ...json("download-done").findLast(({ type }) => type === "progress").data,
  id: "d1",
  model: "smollm2:135m",
  status: "running",
  step: "Downloading",
  fraction: 0.5,
  completedBytes: 135_000_000,
  totalBytes: 270_000_000,
  bytesPerSecond: 5_000_000,
  secondsLeft: 27,
  error: null,
};

async function open(t) {
  const dashboard = dashboardWithoutCatalogue("dashboard");
  const server = new Server()
    .on("GET /dashboard", dashboard).on("GET /ollama/status", json("status")).on("GET /model/requests", json("no-requests"));
  const page = await Page.open(t, dashboard, { path: "/dashboard", server });
  const stream = page.stream(path);
  const rows = () => page.all("[data-downloads-list] [data-download]");
  const show = (change = {}) => stream.send("progress", { ...running, ...change });
  return { page, server, stream, rows, show };
}

const refreshes = (server) => server.sent("GET /dashboard").length;

test("A download that was recorded fails, is tried again, and is installed", async (t) => {
  const { page, server, stream, rows } = await open(t);

  for (const { type, data } of json("download-failed")) stream.send(type, data);
  const [row] = rows();
  assert.equal(row.dataset.model, "smollm2:135m");
  assert.equal(page.text("[data-reason]", row), failed.error);
  assert.equal(page.one("[data-reason]", row).hidden, false);
  assert.equal(page.one("[data-numbers]", row).hidden, true);
  assert.equal(page.one("[data-downloads-section]").hidden, false);
  page.named("button", "Retry smollm2:135m", row);
  page.named("button", "Remove smollm2:135m", row);

  for (const { type, data } of json("download-done")) {
    stream.send(type, data);
    if (type === "progress") assert.equal(rows().length, 1);
  }
  await page.settle();
  assert.equal(rows().length, 0);
  assert.equal(page.one("[data-downloads-section]").hidden, true);
  assert.equal(page.text("[data-announcer]"), "smollm2:135m is installed.");
  assert.ok(refreshes(server) > 0);
});

test("A download tells how far it is, how fast, and who asked for it", async (t) => {
  const { page, rows, show } = await open(t);

  show({ askedBy: "sam.other" });

  const [row] = rows();
  assert.equal(page.one("progress", row).value, 0.5);
  assert.equal(page.text("[data-percent]", row), "50 %");
  assert.equal(page.text("[data-bytes]", row), "135 MB of 270 MB");
  assert.equal(page.text("[data-speed]", row), "5 MB/s");
  assert.equal(page.text("[data-left]", row), "27 s left");
  assert.equal(page.text("[data-asked-by]", row), "requested by sam.other");
  assert.equal(page.text("[data-step]", row), "Downloading");
  assert.equal(page.named("button", "Pause smollm2:135m", row).form.getAttribute("action"), "/model/downloads/d1/pause");
});

test("The sidebar tells how far the one is, or how many there are", async (t) => {
  const { page, show } = await open(t);
  const mark = page.one("[data-downloads]");
  show();
  assert.equal(page.text("[data-downloads-text]"), "50 %");
  show({ id: "d2", model: "qwen3:4b" });
  assert.equal(page.text("[data-downloads-text]"), "2 downloads");
  show({ status: "paused" });
  show({ id: "d2", model: "qwen3:4b", status: "paused" });
  assert.equal(mark.hidden, true);
});

test("What waits tells for what", async (t) => {
  const { page, rows, show } = await open(t);
  const step = () => page.text("[data-step]", rows()[0]);

  show({ status: "queued", place: 1 });
  assert.equal(step(), "Queued");
  show({ status: "queued", place: 3 });
  assert.equal(step(), "Queued (3rd)");
  show({ status: "queued", retryAt: new Date(page.clock.now + 60_000).toISOString(), error: "The registry stopped responding." });
  assert.match(step(), /^Retrying at /);
  assert.equal(rows()[0].dataset.status, "waiting");
  assert.equal(page.text("[data-reason]", rows()[0]), "The registry stopped responding.");
  await page.wait(60_001);
  show({ status: "queued", retryAt: new Date(page.clock.now - 1).toISOString() });
  assert.equal(step(), "Retrying");
});

test("A portal that was killed has forgotten the last seconds, the page has not", async (t) => {
  const { page, rows, show } = await open(t);
  const bar = () => page.one("progress", rows()[0]).value;
  show();
  show({ fraction: 0.3, bytesPerSecond: null });
  assert.equal(bar(), 0.5);
  show({ fraction: 0.4, bytesPerSecond: 5_000_000 });
  assert.equal(bar(), 0.4);
});

test("An end that nobody saw is made up for", async (t) => {
  const { page, server, stream, rows, show } = await open(t);
  show();
  page.show(false);
  assert.equal(stream.readyState, 2);
  page.show(true);
  await page.settle();
  const before = refreshes(server);

  page.stream(path).send("downloads", { ids: [] });
  await page.settle();

  assert.equal(rows().length, 0);
  assert.equal(refreshes(server), before + 1);
});

test("What failed and was removed elsewhere installs nothing", async (t) => {
  const { page, server, stream, rows } = await open(t);
  stream.send("failed", failed);
  stream.send("downloads", { ids: [] });
  await page.settle();

  assert.equal(rows().length, 0);
  assert.equal(refreshes(server), 0);
});

test("Who cancelled a download is told for a moment", async (t) => {
  const { page, stream, rows, show } = await open(t);
  show();
  stream.send("failed", { ...running, status: "cancelled", step: "Cancelled by mara.keller" });

  assert.equal(page.text("[data-step]", rows()[0]), "Cancelled by mara.keller");
  assert.ok(page.all("form", rows()[0]).every((form) => form.hidden));
  await page.wait(8_000);
  assert.equal(rows().length, 0);
});

test("How many models were looked up for updates is told", async (t) => {
  const { page, server, stream } = await open(t);
  stream.send("updates", { checked: 1, total: 3, failed: 1 });
  assert.equal(page.text("[data-updates-text]"), "Checking for updates: 1 of 3 checked, 1 failed");
  assert.equal(page.one("[data-downloads-section]").hidden, false);

  stream.send("updates", { checked: 3, total: 3, failed: 0 });
  await page.settle();
  assert.equal(page.one("[data-downloads-section]").hidden, true);
  assert.equal(refreshes(server), 1);
});
