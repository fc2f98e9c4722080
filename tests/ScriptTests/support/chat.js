import { Page } from "./page.js";
import { html } from "./recorded.js";
import { Server } from "./server.js";

/** The address of the recorded chat. */
export const chatPath = () => `/chat/${html("chat").match(/data-chat="([^"]+)"/)[1]}`;

/** The page of the recorded chat, by default with one exchange, and a portal that answers what every such page asks. */
export async function openChat(test, { name = "chat", source = html(name), server = new Server(), ...options } = {}) {
  const path = chatPath();
  server.on(`POST ${path}/seen`, null).on(`GET ${path}/context`, html("context"));
  const page = await Page.open(test, source, { path, server, ...options });
  return Object.assign(page, {
    path,
    composer: page.one("[data-composer-text]"),
    messages: () => page.all(".messages [data-message]"),
    answers: () => page.all(".messages .message--answer"),
    send: async (text) => {
      page.write(page.composer, text);
      page.press(page.composer, "Enter");
      await page.settle();
    },
  });
}

/** Sends the recorded events of a stream. */
export function replay(stream, events) {
  for (const { type, data, id } of events) stream.send(type, data, id ?? "");
}
