// The little arithmetic the page does itself: means of means over the hours and queues of a report, and Wilson's
// interval (E. B. Wilson, JASA 22, 1927) where only counts can be added up.

const z95 = 1.959963984540054;

/**
 * The mean over rows of a mean each, weighted by its n; rows without a figure do not count.
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => number | null | undefined} value @param {(row: Row) => number | null | undefined} weight
 * @returns {{ value: number | null, n: number }}
 */
export function pooledMean(rows, value, weight) {
  let sum = 0;
  let n = 0;
  for (const row of rows) {
    const figure = value(row);
    const w = weight(row) ?? 0;
    if (typeof figure !== "number" || !(w > 0)) continue;
    sum += figure * w;
    n += w;
  }
  return { value: n > 0 ? sum / n : null, n };
}

/**
 * 95 % interval of a share, k of n; nothing for n = 0.
 * @param {number} k @param {number} n
 */
export function wilson(k, n) {
  if (!(n > 0)) return undefined;
  const p = k / n;
  const z2 = z95 * z95;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
