import assert from "node:assert/strict";
import { test } from "node:test";
import { openChat } from "./support/chat.js";

const dialog = (page) => page.one("#confirm-delete");

async function openDialog(page) {
  page.one(".chat-header__tools details").open = true;
  await page.click(page.named(".chat-header__tools .menu__item", "Delete chat"));
}

test("A dialog is modal, and gives the focus back to the menu that opened it", async (t) => {
  const page = await openChat(t);
  await openDialog(page);
  assert.equal(dialog(page).open, true);
  assert.equal(page.document.activeElement, page.named("button", "Cancel", dialog(page)));

  page.document.activeElement.blur();
  await page.click(page.named("button", "Cancel", dialog(page)));

  assert.equal(dialog(page).open, false);
  assert.equal(page.document.activeElement, page.one(".chat-header__tools summary"));
});

test("The dialog that deletes a chat names it as it is called now", async (t) => {
  const page = await openChat(t);
  page.server.on(`POST ${page.path}/rename`, null);
  const title = page.one("[name=chat_name]");
  title.focus();
  page.write(title, "Towers of the world");
  title.blur();
  await page.settle();

  await openDialog(page);

  assert.match(page.text("p", dialog(page)), /^“Towers of the world” and all its messages/);
});
