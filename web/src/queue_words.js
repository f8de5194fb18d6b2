// What is said about one queue: the estimate in words when there are no figures, what troubles it, and who comes first.
// Pure; `now` is the service's time in ms.

import { duration, instant, isFigure, spoken } from "./format.js";

/** @typedef {import("./feed.js").Queue} Queue */

const quietForMs = 5 * 60_000;

/**
 * The longest wait as of now, s: it goes on growing between two messages.
 * @param {Queue} queue @param {number | undefined} now
 */
export function longestWait(queue, now) {
  if (!queue.waiting) return null;
  const asOf = instant(queue.as_of);
  const since = asOf !== undefined && now !== undefined ? Math.max(0, now - asOf) / 1000 : 0;
  return queue.longest_wait_s + since;
}

/** True when the estimate has figures. @param {Queue} queue */
export const hasRange = ({ estimate }) =>
  !!estimate &&
  (estimate.status === "ok" || estimate.status === "degraded") &&
  isFigure(estimate.p10_s) &&
  isFigure(estimate.p50_s) &&
  isFigure(estimate.p90_s);

/** Why there is no range, in words; empty when there is one. @param {Queue} queue */
export function noRangeWords(queue) {
  if (hasRange(queue)) return "";
  const estimate = queue.estimate;
  if (estimate?.status === "closed") return "closed";
  if (estimate?.reason === "nobody_logged_in") return "nobody logged in";
  const answered = estimate?.basis?.samples;
  return isFigure(answered) ? `not enough data yet: ${answered} of 30 answered calls` : "not enough data yet";
}

/**
 * What somebody should look at, the worst first; empty in quiet times.
 * @param {Queue} queue @param {number | undefined} now @returns {string[]}
 */
export function troubles(queue, now) {
  const found = [];
  const nobody = queue.agents?.reported ? queue.agents.logged_in === 0 : queue.estimate?.reason === "nobody_logged_in";
  if (nobody && queue.waiting) found.push("callers wait, nobody is logged in");
  const last = instant(queue.last_event);
  const atWork = queue.waiting > 0 || (queue.in_service ?? 0) > 0;
  if (atWork && now !== undefined && last !== undefined && now - last > quietForMs) {
    found.push(`no event for ${spoken((now - last) / 1000)}: does the phone system still send?`);
  }
  if (queue.estimate?.status === "degraded") found.push(`estimate too old: ${duration(queue.estimate.age_s)}`);
  return found;
}

/** How long a caller may have to wait here, s: the worse of what is and what is likely. @param {Queue} queue */
const burden = (queue) =>
  Math.max(longestWait(queue, undefined) ?? 0, hasRange(queue) ? (queue.estimate?.p90_s ?? 0) : 0);

/**
 * Queues in the order of trouble: those with a warning, then by the wait, the number of waiting callers, the name.
 * @param {Iterable<Queue>} queues @param {number | undefined} now
 */
export const byTrouble = (queues, now) =>
  [...queues].sort(
    (a, b) =>
      troubles(b, now).length - troubles(a, now).length ||
      burden(b) - burden(a) ||
      b.waiting - a.waiting ||
      a.queue.localeCompare(b.queue),
  );
