// node lighthouse.mjs <address> <cookie> <browser>: prints the scores from 0 to 100, and a line for each audit that lowers one.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [address, cookie, chromePath] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless", "--no-sandbox"] });
try {
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    onlyCategories: ["performance", "accessibility", "best-practices"],
    extraHeaders: { Cookie: cookie },
    disableStorageReset: true,
  });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const categories = Object.values(lhr.categories);
  console.log(categories.map(({ id, score }) => `${id} ${Math.round(score * 100)}`).join(", "));
  for (const { id, auditRefs } of categories) {
    for (const { id: audit, weight } of auditRefs) {
      const { score, title, displayValue } = lhr.audits[audit];
      if (weight > 0 && score !== null && score < 0.9) console.log(`  ${id}: ${title}, ${displayValue ?? score}`);
    }
  }
} finally {
  chrome.kill();
}
