import assert from "node:assert/strict";
import { test } from "node:test";
import { byUrgency, countByState, stateLabel } from "../../src/callback_words.js";
import { chartWords, gapWords, perHour, perQueue, ratioWords, shareWords } from "../../src/experience.js";
import { byTrouble, longestWait, noRangeWords, troubles } from "../../src/queue_words.js";
import { pooledMean } from "../../src/statistics.js";
import { experience, queue, snapshot } from "../sample.js";

const now = Date.UTC(2026, 2, 5, 9, 0, 0);

test("means of means weigh by their n and pass over what is missing", () => {
  const rows = [
    { v: 100, n: 1 },
    { v: 200, n: 3 },
    { v: null, n: 50 },
    { v: 900, n: 0 },
  ];
  assert.deepEqual(
    pooledMean(
      rows,
      (row) => row.v,
      (row) => row.n,
    ),
    { value: 175, n: 4 },
  );
  assert.deepEqual(
    pooledMean(
      [],
      (row) => row.v,
      (row) => row.n,
    ),
    { value: null, n: 0 },
  );
});

test("the report by queue and by hour adds up to the same", () => {
  const report = experience(now);
  assert.deepEqual(
    perQueue(report).map((each) => each.name),
    ["support", "billing", "sales"],
  );
  const hours = perHour(report);
  assert.equal(hours.length, 12);
  assert.ok(hours.every((hour, i) => i === 0 || hour.at > hours[i - 1].at));
  const total = (all) => all.reduce((sum, each) => sum + each.measured * each.n, 0);
  assert.ok(Math.abs(total(hours) - total(perQueue(report))) < 1e-6);
  assert.match(chartWords(hours), /^12 hours with both\..*furthest apart.*9 hours with customers/);
  assert.equal(chartWords([]), "No hour has both a prediction and a measured wait yet.");
});

test("sentences claim no more than the interval allows", () => {
  assert.equal(ratioWords({ value: 1.38, low: 1.27, high: 1.5, n: 231 }), "Waits felt 1.38 times as long as they were");
  assert.equal(ratioWords({ value: 1.1, low: 0.9, high: 1.3, n: 9 }), "Waits felt about as long as they were");
  assert.match(ratioWords({ value: 0.8, low: 0.7, high: 0.9, n: 50 }), /shorter/);
  assert.equal(ratioWords(null), "");
  const words = (points, low, high) => gapWords({ points, low, high }, "staff's belief", "what customers say");
  assert.equal(words(34, 26, 42), "Staff's belief is above what customers say by 34.0 points (26.0 to 42.0)");
  assert.equal(words(-8, -12, -4), "What customers say is above staff's belief by 8.0 points (4.0 to 12.0)");
  assert.match(words(5, -1, 11), /^No clear gap.*5\.0 points \(−1\.0 to 11\.0\)$/);
  assert.equal(gapWords(null, "a", "b"), "");
  assert.equal(shareWords({ agree: 198, n: 250, share: 0.792, low: 0.737, high: 0.838 }), "79 % (74–84 %), n = 250");
});

test("queues come in the order of trouble", () => {
  const sorted = byTrouble(snapshot(now).queues, now).map((each) => each.queue);
  assert.deepEqual(sorted, ["claims", "support", "billing", "sales", "returns"]);
});

test("a source that has gone quiet while people wait is a trouble, at night it is not", () => {
  const old = new Date(now - 6 * 60_000).toISOString();
  assert.match(troubles(queue(now, "a", { last_event: old }), now)[0], /no event for 6 min/);
  assert.deepEqual(troubles(queue(now, "a", { last_event: old, waiting: 0, in_service: 0 }), now), []);
  const degraded = queue(now, "a", {});
  degraded.estimate.status = "degraded";
  degraded.estimate.age_s = 75;
  assert.deepEqual(troubles(degraded, now), ["estimate too old: 1:15"]);
});

test("the longest wait grows with the service's clock and is nothing when nobody waits", () => {
  assert.equal(longestWait(queue(now, "a", { longest_wait_s: 60 }), now + 5000), 65);
  assert.equal(longestWait(queue(now, "a", { longest_wait_s: 60 }), now - 5000), 60);
  assert.equal(longestWait(queue(now, "a", { waiting: 0 }), now), null);
});

test("without a range there is a reason", () => {
  const said = (estimate) => noRangeWords({ queue: "a", waiting: 0, longest_wait_s: 0, estimate });
  assert.equal(said({ status: "insufficient_data", reason: "nobody_logged_in" }), "nobody logged in");
  assert.equal(
    said({ status: "insufficient_data", reason: "too_few_answers", basis: { samples: 4 } }),
    "not enough data yet: 4 of 30 answered calls",
  );
  assert.equal(said({ status: "closed" }), "closed");
  assert.equal(said(undefined), "not enough data yet");
  assert.equal(said({ status: "ok", p10_s: 1, p50_s: 2, p90_s: 3 }), "");
});

test("callbacks: what needs a person comes first, unknown states are shown as they are", () => {
  const { callbacks } = snapshot(now);
  assert.deepEqual(
    byUrgency(callbacks).map((each) => each.state),
    ["uncertain", "dialling", "retry_wait", "waiting"],
  );
  assert.deepEqual(countByState(callbacks).get("waiting"), 1);
  assert.equal(stateLabel("retry_wait"), "to be retried");
  assert.equal(stateLabel("brand_new"), "brand new");
});
