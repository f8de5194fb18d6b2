// The built page in a real browser. Ends with 77, which CTest shows as skipped, where there is no chromium.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { browserPath, launch } from "./browser.js";
import { callback, queue } from "./sample.js";
import { Stage, dist, key, patience } from "./stage.js";

const path = browserPath();
if (!path) {
  console.log("skipped: no chromium on PATH (apt-get install --no-install-recommends chromium)");
  process.exit(77);
}
const browser = await launch(path);
after(() => browser.close());
const pictures = join(dirname(dist), "pictures");
await mkdir(pictures, { recursive: true });

/** @param {string} name @param {(stage: Stage) => Promise<void>} body @param {object} [context] */
const scene = (name, body, context) =>
  test(name, async () => {
    const stage = await Stage.open(browser, context);
    try {
      await body(stage);
    } catch (error) {
      await stage.page.screenshot({ path: join(pictures, "failed.png") }).catch(() => undefined);
      throw error;
    } finally {
      await stage.close();
    }
  });

test("everything the browser loads is at most 80 KB gzipped, and named by its content", async () => {
  const names = await readdir(join(dist, "assets"));
  for (const name of names) assert.match(name, /\.[0-9a-f]{12}\.(js|css|svg)$/);
  const files = [join(dist, "index.html"), ...names.map((name) => join(dist, "assets", name))];
  let total = 0;
  for (const file of files) total += gzipSync(await readFile(file), { level: 9 }).length;
  console.log(`page_gzip ${total}`);
  assert.ok(total <= 80 * 1024, `${total} bytes`);
});

scene("asks for a key, says when it is wrong, and opens with the right one", async (stage) => {
  await stage.visit("");
  await stage.reads("[data-link]", "signed out");
  await stage.isAccessible();
  await stage.page.getByLabel("Access key").fill("tw_not_this_one");
  await stage.page.keyboard.press("Enter");
  await stage.reads("[role=alert]", "does not know this key");
  await stage.isAccessible();
  stage.service.forbid = true;
  await stage.page.getByLabel("Access key").fill(key);
  await stage.page.keyboard.press("Enter");
  await stage.reads("[role=alert]", "scope estimate:read");
  stage.service.forbid = false;
  await stage.page.getByLabel("Access key").fill(` ${key} `);
  await stage.page.getByRole("button", { name: "Open the live page" }).click();
  await stage.isLive();
  await stage.page.getByRole("button", { name: "Sign out" }).click();
  await stage.reads("[data-link]", "signed out");
  assert.equal(await stage.page.locator("[data-figure]").count(), 0, "no figures without a key");
  await stage.page.reload();
  await stage.reads("[data-link]", "signed out");
});

scene("takes the key out of the address and leaves it nowhere", async (stage) => {
  await stage.visit(`?queue=support#key=${key}`);
  await stage.isLive();
  assert.equal(new URL(stage.page.url()).hash, "");
  assert.equal(new URL(stage.page.url()).search, "?queue=support");
  assert.equal(stage.service.sessions, 1);
  const kept = await stage.page.evaluate(
    () => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }),
  );
  assert.ok(!kept.includes(key), kept);
  await stage.page.reload();
  await stage.isLive();
  assert.equal(stage.service.sessions, 1, "the cookie is enough");
});

scene("shows the queues by trouble and says why there is no range", async (stage) => {
  await stage.signedIn();
  const names = await stage.page
    .locator("tw-queues tbody tr")
    .evaluateAll((rows) => rows.map((row) => row.dataset.queue));
  assert.deepEqual(names, ["claims", "support", "billing", "sales", "returns"]);
  await stage.reads(stage.figure("support", "waiting"), "7");
  await stage.reads(stage.figure("support", "estimate"), /1:34–8:09\s+median 4:16\s+n = 812/);
  await stage.reads(stage.figure("claims", "estimate"), "nobody logged in");
  await stage.reads(stage.figure("returns", "estimate"), "not enough data yet: 11 of 30");
  await stage.reads("[data-queue=claims] .worry", "callers wait, nobody is logged in");
  const hello = stage.service.heard[0];
  assert.deepEqual(hello, { type: "hello", name: "live page" });
  assert.deepEqual(stage.service.heard[1], { type: "subscribe", queues: [] });
});

scene("deltas change the figures, old ones do not, and the longest wait goes on by itself", async (stage) => {
  await stage.signedIn();
  const now = Date.now();
  const changed = (seq, waiting, more) => ({
    type: "delta",
    seq,
    queues: [queue(now, "support", { waiting, ...more })],
  });
  stage.service.tell(changed(4712, 9, { longest_wait_s: 600, as_of: new Date(now).toISOString() }));
  await stage.reads(stage.figure("support", "waiting"), "9");
  stage.service.tell(changed(4700, 1));
  stage.service.tell({
    type: "delta",
    seq: 4713,
    queues: [queue(now, "<img src=x onerror=alert(1)>", { waiting: 4 })],
  });
  await stage.reads("tw-queues", "<img src=x");
  await stage.reads(stage.figure("support", "waiting"), "9");
  await stage.reads(stage.figure("support", "longest"), /10:0[2-9]|10:[1-5]\d|1[1-9]:/);
  assert.equal(await stage.page.locator("tw-queues img").count(), 0, "a name is text");
});

scene("callbacks: by state, the uncertain first, and gone when they end", async (stage) => {
  await stage.signedIn();
  await stage.reads("tw-callbacks .total", "4 open");
  await stage.reads("tw-callbacks tbody tr:first-child", /•+07\s+support\s+uncertain/);
  await stage.reads("[data-state=retry_wait]", "1 to be retried");
  stage.service.tell({ type: "delta", seq: 4720, callbacks: [callback(Date.now(), "cb3", "completed", { dials: 2 })] });
  stage.service.tell({ type: "delta", seq: 4721, callbacks: [callback(Date.now(), "cb9", "due", {})] });
  await stage.reads("[data-state=due]", "1 due");
  await stage.reads("tw-callbacks tr.over", "completed");
  await stage.reads("tw-callbacks .total", "4 open");
  assert.equal(await stage.page.locator("[data-state=dialling]").count(), 0);
});

scene("a restart: says so, greys the figures, comes back with from_seq", async (stage) => {
  await stage.signedIn();
  stage.service.tell({ type: "delta", seq: 4712, queues: [queue(Date.now(), "sales", { waiting: 2 })] });
  await stage.reads(stage.figure("sales", "waiting"), "2");
  stage.service.refuse = true;
  stage.service.close(1012);
  await stage.reads("[data-link]", /reconnecting in \d+ s/);
  await stage.reads(".warning", /Figures as of \d\d:\d\d:\d\d, not of now: the service restarts/);
  const grey = (selector) =>
    stage.page
      .locator(selector)
      .first()
      .evaluate((at) => getComputedStyle(at).filter);
  assert.equal(await grey("[data-live]"), "grayscale(1)");
  await stage.isAccessible();
  await stage.page.screenshot({ path: join(pictures, "stale.png"), fullPage: true });
  stage.replies.subscribe = ({ from_seq: from }) =>
    from === 4712 ? { type: "delta", seq: 4790, queues: [queue(Date.now(), "sales", { waiting: 5 })] } : [];
  stage.service.refuse = false;
  await stage.page
    .getByRole("button", { name: "Try now" })
    .click({ timeout: 2000 })
    .catch(() => "it was back first");
  await stage.isLive();
  await stage.reads(stage.figure("sales", "waiting"), "5");
  assert.deepEqual(stage.service.heard.filter(({ type }) => type === "subscribe").at(-1), {
    type: "subscribe",
    queues: [],
    from_seq: 4712,
  });
  assert.equal(await grey("[data-live]"), "none");
});

scene("a sequence that is too old: reset, then the snapshot replaces everything", async (stage) => {
  await stage.signedIn();
  stage.replies.subscribe = () => [
    { type: "reset" },
    { type: "snapshot", seq: 12, queues: [queue(Date.now(), "support", { waiting: 1 })], callbacks: [] },
  ];
  stage.service.close(1013);
  await stage.reads(stage.figure("support", "waiting"), /^1$/);
  assert.equal(await stage.page.locator("tw-queues tbody tr").count(), 1);
  await stage.isLive();
});

scene("a service that goes silent is shown as behind, then left, then found again", async (stage) => {
  stage.heartbeatS = 1;
  await stage.signedIn();
  await stage.reads("[data-link]", /\d+ s behind/);
  await stage.page.waitForSelector("[data-live].stale", patience);
  await stage.reads(".warning", "the service is silent");
  const connections = () => stage.service.heard.filter(({ type }) => type === "hello").length;
  const before = connections();
  await stage.page.waitForFunction(
    () => document.querySelector("[data-link]").textContent.includes("live"),
    null,
    patience,
  );
  assert.ok(connections() > before, "it gave the silent connection up");
});

scene("a revoked key ends in signed out, not in endless tries", async (stage) => {
  await stage.signedIn();
  stage.service.given.key = "tw_another";
  stage.service.close(1008);
  await stage.reads("[data-link]", "signed out");
  await stage.page.getByLabel("Access key").waitFor(patience);
});

scene("predicted, measured, perceived, the gap and the promise, with n and interval", async (stage) => {
  await stage.signedIn();
  await stage.reads("[data-figure=predicted]", /3:01\s*mean n = 1,716/);
  await stage.reads("[data-figure=measured]", "3:06");
  await stage.reads("[data-figure=perceived]", /4:22\s*mean n = 243/);
  await stage.reads("[data-figure=ratio]", /1\.38\s*1\.27–1\.50\s*n = 231/);
  await stage.reads("[data-figure=promise]", /83 %\s*80–86 %\s*n = 500/);
  await stage.reads("[data-figure=gap]", "Staff's belief is above what customers say by 34.3 points (26.1 to 41.9)");
  await stage.reads("[data-figure=belief]", "79 % (74–84 %), n = 250");
  await stage.page.getByRole("button", { name: "Show as table" }).click();
  assert.equal(await stage.page.locator("table.hours tbody tr").count(), 12);
  await stage.isAccessible();
  const titles = await stage.page.locator(".tile .term").evaluateAll((all) => all.map((at) => at.title.length));
  assert.ok(titles.length === 5 && titles.every((length) => length > 40), "every figure says what it is");
});

scene("one queue: the report is asked for it and the address remembers it", async (stage) => {
  await stage.signedIn();
  const asked = stage.page.waitForRequest(
    (request) => request.url().endsWith("/v1/reports/promise?queue=billing"),
    patience,
  );
  await stage.page.getByLabel("Queue", { exact: true }).selectOption("billing");
  await asked;
  assert.equal(new URL(stage.page.url()).search, "?queue=billing");
});

scene("says what to do while there is nothing to show", async (stage) => {
  stage.replies.subscribe = () => ({ type: "snapshot", seq: 1, queues: [], callbacks: [] });
  delete stage.reports.promise;
  stage.reports.experience = { rows: [], all: {} };
  await stage.visit();
  await stage.isLive();
  await stage.reads("tw-queues", "POST /v1/events");
  await stage.reads("tw-callbacks", "POST /v1/callbacks");
  await stage.reads("tw-compare", "POST /v1/responses");
  await stage.isAccessible();
});

scene("works from the keyboard, and every stop can be seen", async (stage) => {
  await stage.signedIn();
  const reached = new Set();
  for (let i = 0; i < 12; ++i) {
    await stage.page.keyboard.press("Tab");
    reached.add(
      await stage.page.evaluate(() => {
        const at = document.activeElement;
        if (at === document.body) return "";
        if (getComputedStyle(at).outlineStyle === "none") return `unseen ${at.outerHTML}`;
        return at.getAttribute("aria-label") ?? (at.tagName === "SELECT" ? "Queue" : at.textContent.trim());
      }),
    );
  }
  for (const name of [
    "Dark",
    "Sign out",
    "Queue",
    "Show as table",
    "Callbacks, the most urgent first",
    "What the figures mean",
  ]) {
    assert.ok(reached.has(name), `${name} in ${[...reached].join(", ")}`);
  }
});

for (const scheme of ["light", "dark"]) {
  scene(
    `${scheme}: accessible, and the chart's own writing can be read`,
    async (stage) => {
      await stage.signedIn();
      assert.equal(await stage.page.evaluate(() => document.documentElement.dataset.theme), scheme);
      await stage.isAccessible();
      assert.ok((await axisContrast(stage.page)) > 4.5);
      await stage.page.screenshot({ path: join(pictures, `${scheme}.png`), fullPage: true });
      await stage.page.getByRole("button", { name: scheme === "dark" ? "Light" : "Dark" }).click();
      await stage.page.waitForSelector(`[data-theme=${scheme === "dark" ? "light" : "dark"}]`);
      assert.ok((await axisContrast(stage.page)) > 4.5, "the canvas follows the theme");
    },
    { colorScheme: scheme },
  );
}

scene(
  "narrow: nothing runs out of the page",
  async (stage) => {
    await stage.signedIn();
    await stage.page.screenshot({ path: join(pictures, "narrow.png"), fullPage: true });
    const over = await stage.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await stage.isAccessible();
  },
  { viewport: { width: 390, height: 844 } },
);

/** The best contrast of a pixel in the chart's left axis to the panel behind it: axe sees no canvas. */
const axisContrast = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelector(".plot canvas");
    const [r, g, b] = getComputedStyle(canvas.closest(".panel")).backgroundColor.match(/\d+/g).map(Number);
    const { data } = canvas.getContext("2d").getImageData(0, 0, Math.floor(canvas.width * 0.06), canvas.height);
    const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    const light = (x, y, z) => 0.2126 * part(x) + 0.7152 * part(y) + 0.0722 * part(z);
    const ground = light(r, g, b);
    let best = 1;
    for (let i = 0; i < data.length; i += 4) {
      const a = data[i + 3] / 255;
      const seen = light(...[r, g, b].map((back, c) => data[i + c] * a + back * (1 - a)));
      best = Math.max(best, (Math.max(seen, ground) + 0.05) / (Math.min(seen, ground) + 0.05));
    }
    return best;
  });
