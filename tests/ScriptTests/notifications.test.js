import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser } from "./support/browser.js";
import { openChat } from "./support/chat.js";
import { Page } from "./support/page.js";
import { html, json } from "./support/recorded.js";

const known = json("chats-events").find(({ type }) => type === "chat").data;
const courtesy = 1_000;

// A browser whose user responds to the permission prompt in this way.
function notifying(permission, shown = []) {
  const browser = new Browser();
  const { openIn } = browser;
  browser.openIn = (page) => {
    openIn.call(browser, page);
    page.window.Notification = class extends EventTarget {
      static permission = permission;
      static requestPermission = async () => permission;
      constructor(title, { body }) {
        super();
        shown.push(`${title}: ${body}`);
      }
    };
  };
  return { browser, shown };
}

const openSettings = (t, options) => Page.open(t, html("settings"), { path: "/settings", ...options });

async function wish(page) {
  await page.click(page.one("[data-notify-box]"));
}

test("Who wants notifications sees how they look, and may do without again", async (t) => {
  const { browser, shown } = notifying("granted");
  const page = await openSettings(t, { browser });
  assert.equal(page.one("[data-notify]").hidden, false);

  await wish(page);
  assert.deepEqual(shown, ["Chat AI: You'll get a notification like this when an answer is ready."]);
  assert.equal(page.one("[data-notify-box]").checked, true);
  assert.equal(page.window.localStorage.getItem("notify"), "on");

  await wish(page);
  assert.equal(page.one("[data-notify-box]").checked, false);
  assert.equal(page.window.localStorage.getItem("notify"), null);
});

test("A browser that refuses notifications is quoted", async (t) => {
  const page = await openSettings(t, notifying("denied"));

  await wish(page);

  assert.match(page.text("[data-notify-error]"), /Notifications are blocked for this site\./);
  assert.equal(page.one("[data-notify-box]").checked, false);
});

test("A browser that has none, or a page over plain HTTP, is told why", async (t) => {
  const page = await openSettings(t);
  await wish(page);
  assert.match(page.text("[data-notify-error]"), /This browser doesn't support notifications\./);

  page.window.isSecureContext = false;
  await wish(page);
  assert.match(page.text("[data-notify-error]"), /HTTPS/);
});

const hears = (page, change = {}) => page.stream("/chats/events").send(
  "chat", { ...known, isUnread: true, answeredAt: new Date(page.clock.now + 1_000).toISOString(), ...change }, "9999999999999999");

test("A notification tells once of an answer that nobody has in sight, and nothing of what it says", async (t) => {
  const { browser, shown } = notifying("granted");
  const [first, second] = [await openSettings(t, { browser }), await openSettings(t, { browser })];
  for (const page of [first, second]) page.window.localStorage.setItem("notify", "on");

  hears(first);
  await second.settle();
  await Promise.all([first.wait(courtesy), second.wait(courtesy)]);
  assert.deepEqual(shown, [`${known.title}: The answer is ready.`]);

  // The same answer is not announced twice.
  hears(first, { answeredAt: new Date(first.clock.now - 10_000).toISOString() });
  await first.wait(courtesy);
  assert.equal(shown.length, 1);
});

test("An answer that another tab has in sight is not told of", async (t) => {
  const { browser, shown } = notifying("granted");
  const settings = await openSettings(t, { browser });
  settings.window.localStorage.setItem("notify", "on");
  const chat = await openChat(t, { browser });

  hears(settings);
  await chat.settle();
  await settings.wait(courtesy);

  assert.deepEqual(shown, []);
});

test("An answer that was seen meanwhile is not told of", async (t) => {
  const { browser, shown } = notifying("granted");
  const page = await openSettings(t, { browser });
  page.window.localStorage.setItem("notify", "on");

  hears(page);
  hears(page, { isUnread: false });
  await page.wait(courtesy);

  assert.deepEqual(shown, []);
});

test("A slider and its number say the same", async (t) => {
  const page = await openSettings(t);
  const slider = page.one("[data-slider]");
  const number = page.document.getElementById(slider.dataset.slider);

  page.write(slider, slider.max);
  assert.equal(number.value, slider.value);
  page.write(number, slider.min);
  assert.equal(slider.value, slider.min);
  assert.equal(slider.hasAttribute("aria-valuetext"), false);
});

test("A slider without a value says that this is the default", async (t) => {
  const page = await openSettings(t);
  const slider = page.one("[data-slider]");
  assert.equal(slider.getAttribute("aria-valuetext"), "Default");
  assert.equal(slider.className, "slider__range--unset");

  page.write(slider, slider.max);
  assert.equal(slider.hasAttribute("aria-valuetext"), false);
  page.write(page.document.getElementById(slider.dataset.slider), "");
  assert.equal(slider.getAttribute("aria-valuetext"), "Default");
});

test("A theme shows at once", async (t) => {
  const page = await openSettings(t);

  await page.click(page.one("[name=theme][value=dark]"));
  assert.equal(page.document.documentElement.dataset.theme, "dark");
  await page.click(page.one("[name=theme][value=system]"));
  assert.equal(page.document.documentElement.dataset.theme, undefined);
});
