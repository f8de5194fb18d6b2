// The only arithmetic the page does itself: means over the hours and queues of a report. Intervals are the service's.

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
