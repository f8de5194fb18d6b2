import assert from "node:assert/strict";
import { test } from "node:test";
import { count, duration, instant, percent, plural, points, range, ratio, spoken } from "../../src/format.js";

test("durations are minutes:seconds, hours only when there are any", () => {
  const cases = [
    [0, "0:00"],
    [9.4, "0:09"],
    [59.5, "1:00"],
    [60, "1:00"],
    [3599.4, "59:59"],
    [3599.6, "1:00:00"],
    [7325, "2:02:05"],
    [-3, "0:00"],
    [null, "—"],
    [undefined, "—"],
    [NaN, "—"],
    [Infinity, "—"],
  ];
  for (const [seconds, text] of cases) assert.equal(duration(seconds), text, String(seconds));
});

test("ages are said in one unit", () => {
  assert.deepEqual([0, 99, 100, 5999, 6000, 86400].map(spoken), ["0 s", "99 s", "2 min", "100 min", "2 h", "24 h"]);
});

test("shares, points and counts", () => {
  assert.equal(percent(0.834), "83 %");
  assert.equal(percent(null), "—");
  assert.equal(points(-7.25), "−7.3");
  assert.equal(count(1234), (1234).toLocaleString());
  assert.equal(count(undefined), "—");
  assert.equal(ratio(1.375), "1.38");
  assert.equal(plural(1, "hour"), "1 hour");
  assert.equal(plural(2, "hour"), "2 hours");
});

test("a range names its unit once and is nothing when an end is missing", () => {
  assert.equal(range(0.795, 0.86, percent), "80–86 %");
  assert.equal(range(94, 489, duration), "1:34–8:09");
  assert.equal(range(null, 0.5, percent), "—");
});

test("instants are RFC 3339 or nothing", () => {
  assert.equal(instant("2026-03-05T08:00:00.250Z"), Date.UTC(2026, 2, 5, 8, 0, 0, 250));
  for (const wrong of ["soon", "", undefined, null, 12]) assert.equal(instant(wrong), undefined);
});
