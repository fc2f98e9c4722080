import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { html, json } from "./support/recorded.js";
import { Server } from "./support/server.js";

const look = 5_000;

test("What says that Ollama is away disappears when it is back, and the message is there to be sent", async (t) => {
  const server = new Server().on("GET /ollama/status", json("status-away"));
  const page = await Page.open(t, html("new-chat-away"), { path: "/chat/new", server });
  const composer = page.one("[data-composer-text]");
  page.write(composer, "A long and careful question");

  await page.wait(look);
  page.one('[data-trouble="server"]');

  server.on("GET /ollama/status", json("status"));
  await page.wait(look);
  assert.equal(page.all("[data-trouble]").length, 0);
  assert.equal(composer.value, "A long and careful question");
  assert.equal(page.one("[data-send]").disabled, false);

  const asked = server.sent("GET /ollama/status").length;
  await page.wait(10 * look);
  assert.equal(server.sent("GET /ollama/status").length, asked, "nothing more to wait for");
});
