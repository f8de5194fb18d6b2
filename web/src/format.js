// Figures as people read them. Pure; the language is the reader's (Intl), durations are minutes:seconds everywhere.

const dash = "–";
const unknown = "—";

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const clockTime = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const hourTime = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

/** @param {unknown} value @returns {value is number} */
export const isFigure = (value) => typeof value === "number" && Number.isFinite(value);

/**
 * Seconds as m:ss, from one hour on as h:mm:ss; an em dash when there is no figure.
 * @param {number | null | undefined} seconds
 */
export function duration(seconds) {
  if (!isFigure(seconds)) return unknown;
  const all = Math.max(0, Math.round(seconds));
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const minutes = Math.floor(all / 60);
  if (minutes < 60) return `${minutes}:${two(all % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(all % 60)}`;
}

/**
 * A length of time in words, one unit, for "12 s ago" and for ears.
 * @param {number} seconds
 */
export function spoken(seconds) {
  const all = Math.max(0, Math.round(seconds));
  if (all < 100) return `${whole.format(all)} s`;
  if (all < 100 * 60) return `${whole.format(Math.round(all / 60))} min`;
  return `${whole.format(Math.round(all / 3600))} h`;
}

/** @param {number | null | undefined} value */
export const count = (value) => (isFigure(value) ? whole.format(value) : unknown);

/** A ratio with two decimals. @param {number | null | undefined} value */
export const ratio = (value) => (isFigure(value) ? hundredths.format(value) : unknown);

/** A share (0 to 1) in percent without decimals. @param {number | null | undefined} share */
export const percent = (share) => (isFigure(share) ? `${whole.format(share * 100)} %` : unknown);

/** A difference of shares given in points. @param {number | null | undefined} value */
export const points = (value) => (isFigure(value) ? tenths.format(value).replace("-", "−") : unknown);

/**
 * low–high in the writing of `write`, the unit once when both end in the same one.
 * @template T
 * @param {T} low @param {T} high @param {(value: T) => string} write
 */
export function range(low, high, write) {
  const [from, to] = [write(low), write(high)];
  if (from === unknown || to === unknown) return unknown;
  const unit = / [^\d ]+$/.exec(to)?.[0] ?? "";
  const first = unit && from.endsWith(unit) ? from.slice(0, -unit.length) : from;
  return `${first}${dash}${to}`;
}

/** @param {number} ms since the epoch */
export const timeOfDay = (ms) => clockTime.format(ms);
/** @param {number} ms since the epoch */
export const hourOfDay = (ms) => hourTime.format(ms);

/** An RFC 3339 instant in ms since the epoch, or nothing. @param {unknown} text */
export function instant(text) {
  const ms = typeof text === "string" ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** "1 call", "2 calls". @param {number | null | undefined} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
