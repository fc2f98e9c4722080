import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { html } from "./support/recorded.js";

test("A page with a message field asks for nothing and is not loaded again while somebody writes", async (t) => {
  const page = await Page.open(t, html("new-chat"), { path: "/chat/new" });
  page.one(".guide");
  page.write(page.one("[data-composer-text]"), "A long and careful question");

  await page.wait(60_000);

  assert.equal(page.navigations, 0);
});
