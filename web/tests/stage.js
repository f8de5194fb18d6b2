// What the tests of the page share: a service, a browser, and questions about what can be seen.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FakeService } from "./fake_service.js";
import { experience, promise, snapshot } from "./sample.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
export const key = "tw_test_secret";
export const patience = { timeout: 30_000 };

/** A service with the sample's figures, and a page that has not been opened yet. */
export class Stage {
  /** @param {import("playwright-core").Browser} browser @param {object} [more] of the browser's context */
  static async open(browser, more = {}) {
    const stage = new Stage();
    stage.heartbeatS = 15;
    const now = Date.now();
    stage.reports = { experience: experience(now), promise: promise(now) };
    stage.replies = {
      hello: () => ({ type: "welcome", session: "1", heartbeat_s: stage.heartbeatS }),
      subscribe: ({ from_seq: from }) => (from === undefined ? snapshot(Date.now()) : []),
    };
    stage.service = new FakeService({ dist, key, reports: stage.reports, replies: stage.replies });
    stage.port = await stage.service.listen();
    stage.context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...more });
    stage.page = await stage.context.newPage();
    stage.complaints = [];
    stage.page.on("pageerror", (error) => stage.complaints.push(String(error)));
    stage.page.on("console", (message) => stage.hearConsole(message));
    return stage;
  }

  /** A refused request or a lost socket is what the tests are about; everything else on the console is a fault. */
  hearConsole(message) {
    if (message.type() !== "error") return;
    if (/Failed to load resource|WebSocket connection/.test(message.text())) return;
    this.complaints.push(message.text());
  }

  async close() {
    await this.context.close();
    await this.service.stop();
    assert.deepEqual(this.complaints, []);
  }

  /** @param {string} [rest] of the address */
  visit(rest = `#key=${key}`) {
    return this.page.goto(`http://127.0.0.1:${this.port}/${rest}`);
  }

  async signedIn() {
    await this.visit();
    await this.isLive();
    await this.page.waitForSelector("tw-compare .tiles", patience);
  }

  isLive() {
    return this.page.waitForSelector("[data-link=live]", patience);
  }

  /** Waits until the text of the first match is as said. @param {string} selector @param {string | RegExp} text */
  async reads(selector, text) {
    const at = this.page.locator(selector).first();
    await at.filter({ hasText: text }).waitFor(patience);
  }

  /** @param {string} queue @param {string} figure */
  figure(queue, figure) {
    return `[data-queue="${queue}"] [data-figure=${figure}]`;
  }

  /** Nothing that axe knows to be wrong. */
  async isAccessible() {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run());
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    assert.deepEqual(found, []);
  }
}
