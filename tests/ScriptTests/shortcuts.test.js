import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";

const shifted = { ctrlKey: true, shiftKey: true };

// The buttons that were clicked.
function clicksOf(page, ...selectors) {
  const clicked = [];
  for (const selector of selectors) {
    for (const button of page.all(selector)) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        clicked.push(selector);
      });
    }
  }
  return clicked;
}

test("Escape stops an answer that is being written, and nothing else", async (t) => {
  const page = await openChat(t);
  const clicked = clicksOf(page, "[data-stop]");

  page.press(page.composer, "Escape");
  assert.deepEqual(clicked, []);

  page.one("[data-stop]").hidden = false;
  page.press(page.one(".title-field"), "Escape");
  assert.deepEqual(clicked, []);
  page.press(page.composer, "Escape", { isComposing: true });
  assert.deepEqual(clicked, []);
  page.press(page.composer, "Escape");
  assert.deepEqual(clicked, ["[data-stop]"]);
});

test("The arrow edits the last message only from an empty field", async (t) => {
  const page = await openChat(t);

  page.write(page.composer, "A draft");
  page.press(page.composer, "ArrowUp");
  assert.equal(page.all("[data-editor]").length, 0);

  page.write(page.composer, "");
  page.press(page.composer, "ArrowUp");
  assert.equal(page.all("[data-editor]").length, 1);
});

test("The last answer is copied by its own button", async (t) => {
  const page = await openChat(t);
  const clicked = clicksOf(page, "[data-copy-answer]");

  page.press(page.composer, "C", { ctrlKey: true });
  assert.deepEqual(clicked, []);
  page.press(page.composer, "C", shifted);
  assert.deepEqual(clicked, ["[data-copy-answer]"]);
});

test("The list of shortcuts opens, and other shortcuts rest meanwhile", async (t) => {
  const page = await openChat(t);
  const clicked = clicksOf(page, "[data-copy-answer]");

  page.press(page.composer, "/", { ctrlKey: true });
  assert.equal(page.one("#shortcuts").open, true);

  page.press(page.composer, "C", shifted);
  assert.deepEqual(clicked, []);
});

test("Shift and Escape lead to the message field, and another to the chats", async (t) => {
  const page = await openChat(t);
  page.one(".title-field").focus();

  page.press(page.one(".title-field"), "Escape", { shiftKey: true });
  assert.equal(page.document.activeElement, page.composer);

  page.press(page.composer, "S", shifted);
  assert.ok(page.document.activeElement.matches("[data-chat-list] a"));
});
