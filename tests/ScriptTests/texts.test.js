import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./support/page.js";
import { html } from "./support/recorded.js";

const german = JSON.stringify({
  "{0}th": "{0}.",
  "{0} in the queue.": "An {0} Stelle.",
  "{0} download": "{0} Download",
  "{0} downloads": "{0} Downloads",
});

async function open(t, { language, texts }) {
  const source = html("settings")
    .replace('lang="en"', `lang="${language}"`)
    .replace("</body>", texts ? `<script type="application/json" data-texts>${texts}</script></body>` : "</body>");
  const page = await Page.open(t, source, { path: "/settings" });
  const load = async (name) => (await page.import(`/js/lib/${name}.js`)).namespace;
  return { ...(await load("texts")), ...(await load("human")), ...(await load("times")) };
}

test("Texts and numbers are in the language of the page", async (t) => {
  const page = await open(t, { language: "de", texts: german });

  assert.equal(page.t("{0} in the queue.", page.ordinal(2)), "An 2. Stelle.");
  assert.equal(page.plural(1, "{0} download", "{0} downloads"), "1 Download");
  assert.equal(page.plural(1234, "{0} download", "{0} downloads"), "1.234 Downloads");
  assert.equal(page.t("Not translated, {0}", "yet"), "Not translated, yet");
  assert.equal(page.bytes(4.2e9), "4,2 GB");
  assert.equal(page.tokens(1_500_000), "1,5M");
});

test("Without translations a page is in English", async (t) => {
  const page = await open(t, { language: "en" });

  assert.equal(page.t("{0} in the queue.", page.ordinal(2)), "2nd in the queue.");
  assert.deepEqual([1, 3, 11, 21, 112].map((place) => page.ordinal(place)), ["1st", "3rd", "11th", "21st", "112th"]);
  assert.equal(page.plural(0, "{0} download", "{0} downloads"), "0 downloads");
  assert.deepEqual([512, 999_500, 4.2e9].map((size) => page.bytes(size)), ["512 B", "1 MB", "4.2 GB"]);
  assert.equal(page.count(12_345), "12,345");
  assert.equal(page.timeOfDay(new Date(2026, 0, 1, 9, 5, 3)), "09:05:03");
});
