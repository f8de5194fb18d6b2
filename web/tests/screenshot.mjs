// A picture of the page: node tests/screenshot.mjs URL OUT.png [dark]. The URL may carry #key=tw_...
// It waits until the page is live and the report is there, or says what it saw instead.

import { browserPath, launch } from "./browser.js";

const [url, out, scheme] = process.argv.slice(2);
const path = browserPath();
if (!url || !out || !path) {
  console.error(
    path ? "usage: node tests/screenshot.mjs URL OUT.png [dark]" : "no chromium on PATH: apt-get install chromium",
  );
  process.exit(2);
}
const browser = await launch(path);
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    deviceScaleFactor: 1.5,
    locale: "en-GB",
    colorScheme: scheme === "dark" ? "dark" : "light",
  });
  await page.goto(url);
  const seen = () => page.locator("[data-link]").innerText();
  await page
    .waitForSelector("[data-link=live]", { timeout: 20_000 })
    .catch(async () => console.error(`not live: ${await seen()}`));
  await page.waitForSelector("tw-compare .tiles", { timeout: 20_000 }).catch(() => console.error("no report yet"));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: out, fullPage: true });
} finally {
  await browser.close();
}
