// The experience report as the page needs it: per hour for the chart, per queue for the bars, and the sentences that
// say in words what the figures say. Pure.

import { count, duration, hourOfDay, instant, isFigure, percent, plural, points, range, ratio } from "./format.js";
import { pooledMean } from "./statistics.js";

/** @typedef {{ agree: number, n: number, share: number, low: number, high: number }} Share */
/** @typedef {{ points: number, low: number, high: number }} Gap */
/**
 * @typedef {object} Row
 * @property {string} queue
 * @property {string} [hour]
 * @property {number} n
 * @property {number} [answered]
 * @property {number | null} predicted_s
 * @property {number | null} measured_s
 * @property {number | null} perceived_s
 * @property {number} perceived_n
 * @property {{ value: number, low: number, high: number, n: number } | null} [perception_ratio]
 * @property {Share | null} [fast]
 * @property {{ n: number, predicted_s: number | null, measured_s: number | null, perceived_s: number | null }} [same]
 */
/**
 * @typedef {object} Report
 * @property {Row[]} rows
 * @property {Row} all
 * @property {Share | null} belief
 * @property {Share | null} measured_fast
 * @property {Share | null} [measured_fast_asked] of the customers who were asked
 * @property {Share | null} perceived_fast
 * @property {Gap | null} gap
 * @property {Gap | null} belief_minus_measured
 * @property {Gap | null} measured_minus_perceived
 * @property {string} definition
 * @property {string} as_of
 */
/**
 * @typedef {object} Means
 * @property {string} name
 * @property {number | null} predicted @property {number | null} measured @property {number | null} perceived
 * @property {number} n @property {number} perceivedN
 */

/** @param {string} name @param {readonly Row[]} rows @returns {Means} */
function means(name, rows) {
  const measured = pooledMean(
    rows,
    (row) => row.measured_s,
    (row) => row.n,
  );
  const predicted = pooledMean(
    rows,
    (row) => row.predicted_s,
    (row) => row.n,
  );
  const perceived = pooledMean(
    rows,
    (row) => row.perceived_s,
    (row) => row.perceived_n,
  );
  return {
    name,
    predicted: predicted.value,
    measured: measured.value,
    perceived: perceived.value,
    n: Math.max(measured.n, predicted.n),
    perceivedN: perceived.n,
  };
}

/** @param {readonly Row[]} rows @param {(row: Row) => string} key */
function grouped(rows, key) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** @param {Report} report @returns {Means[]} the queue with the longest measured wait first */
export const perQueue = (report) =>
  [...grouped(report.rows, (row) => row.queue)]
    .map(([name, rows]) => means(name, rows))
    .sort((a, b) => (b.measured ?? -1) - (a.measured ?? -1) || a.name.localeCompare(b.name));

/** @param {Report} report @returns {(Means & { at: number })[]} in the order of time */
export const perHour = (report) =>
  [...grouped(report.rows, (row) => row.hour ?? "")]
    .map(([hour, rows]) => ({ at: instant(hour) ?? NaN, ...means(hour, rows) }))
    .filter((hour) => !Number.isNaN(hour.at))
    .sort((a, b) => a.at - b.at);

/** How the wait felt, in a sentence. @param {Row["perception_ratio"]} felt */
export function ratioWords(felt) {
  if (!felt || !isFigure(felt.value)) return "";
  if (felt.low <= 1 && felt.high >= 1) return "Waits felt about as long as they were";
  return felt.value > 1
    ? `Waits felt ${ratio(felt.value)} times as long as they were`
    : `Waits felt shorter than they were: ${ratio(felt.value)} of the time`;
}

/**
 * A gap in words: who is how far above whom, and whether it could be chance.
 * @param {Gap | null | undefined} gap @param {string} above @param {string} below
 */
export function gapWords(gap, above, below) {
  if (!gap || !isFigure(gap.points)) return "";
  const interval = (/** @type {number} */ from, /** @type {number} */ to) => `(${points(from)} to ${points(to)})`;
  if (gap.low <= 0 && gap.high >= 0)
    return `No clear gap between ${above} and ${below}: ${points(gap.points)} points ${interval(gap.low, gap.high)}`;
  const [upper, lower, low, high] =
    gap.points > 0 ? [above, below, gap.low, gap.high] : [below, above, -gap.high, -gap.low];
  const distance = `${points(Math.abs(gap.points))} points ${interval(low, high)}`;
  return `${capital(upper)} ${verb(upper)} above ${lower} by ${distance}`;
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** @param {string} subject */
const verb = (subject) => (subject.endsWith("s") ? "are" : "is");

/** One share with its interval and n. @param {Share | null | undefined} share */
export const shareWords = (share) =>
  share ? `${percent(share.share)} (${range(share.low, share.high, percent)}), n = ${count(share.n)}` : "";

/** What the chart shows, for those who do not see it. @param {(Means & { at: number })[]} hours */
export function chartWords(hours) {
  const both = hours.filter((hour) => isFigure(hour.predicted) && isFigure(hour.measured));
  if (!both.length) return "No hour has both a prediction and a measured wait yet.";
  const distance = (/** @type {Means} */ hour) => Math.abs((hour.predicted ?? 0) - (hour.measured ?? 0));
  const widest = both.reduce((a, b) => (distance(b) > distance(a) ? b : a));
  const felt = hours.filter((hour) => isFigure(hour.perceived)).length;
  const side = (widest.predicted ?? 0) > (widest.measured ?? 0) ? "more" : "less";
  return (
    `${plural(both.length, "hour")} with both. Predicted and measured were furthest apart ` +
    `at ${hourOfDay(widest.at)}: ` +
    `${duration(distance(widest))} ${side} predicted than measured. ` +
    `${felt ? plural(felt, "hour") : "No hour"} with customers' own figures.`
  );
}
