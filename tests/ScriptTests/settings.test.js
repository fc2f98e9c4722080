import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { html } from "./support/recorded.js";

const hint = "You have unsaved changes.";

const open = (t) => Page.open(t, html("settings"), { path: "/settings" });

function leave(page) {
  const event = new page.window.Event("beforeunload", { cancelable: true });
  page.window.dispatchEvent(event);
  return event.defaultPrevented ? "asked" : "left";
}

test("A page of settings asks before it is left with changes that are not saved", async (t) => {
  const page = await open(t);
  const [form, policy] = page.all("[data-unsaved-form]");
  const prompt = page.one("#system-prompt");
  assert.equal(leave(page), "left");

  page.write(prompt, "Answer briefly.");
  assert.equal(page.text("[data-unsaved-hint]", form), hint);
  assert.equal(page.text("[data-unsaved-hint]", policy), "", "the other form has none");
  assert.equal(leave(page), "asked");

  form.reset();
  page.clock.tick(1);
  assert.equal(page.text("[data-unsaved-hint]", form), "");
  assert.equal(leave(page), "left");

  page.write(prompt, "Answer briefly.");
  form.dispatchEvent(new page.window.Event("submit", { bubbles: true, cancelable: true }));
  assert.equal(leave(page), "left", "they are being saved");
});

test("A slider shows the default as the default", async (t) => {
  const page = await open(t);
  const range = page.one("[data-slider=temperature]");
  const number = page.one("#temperature");
  const useDefault = page.one("[data-use-default=temperature]");
  assert.equal(range.getAttribute("aria-valuetext"), "Default");
  assert.equal(useDefault.hidden, true);

  page.write(range, "0.3");
  assert.equal(number.value, "0.3");
  assert.equal(range.getAttribute("aria-valuetext"), null);

  await page.click(useDefault);
  assert.equal(number.value, "");
  assert.equal(range.getAttribute("aria-valuetext"), "Default");
});
