// How the page is connected, in words, and how far behind it may be. Pure: `now` is handed in.

/**
 * @typedef {object} LinkState
 * @property {"asking" | "connecting" | "live" | "waiting" | "signed_out"} phase
 * @property {number} heardAt ms, when the service was last heard; 0 before
 * @property {number} startedAt ms, when the connection was last begun
 * @property {number} retryAt ms, when the next try is due (phase waiting)
 * @property {number} tries failed ones in a row
 * @property {number} heartbeatS how often the service speaks at least
 * @property {string} [why] the reason of the last close, in words
 */

/** @type {LinkState} */
export const startState = { phase: "asking", heardAt: 0, startedAt: 0, retryAt: 0, tries: 0, heartbeatS: 15 };

/** Silence longer than this is "behind", in ms. @param {LinkState} link */
export const lateAfterMs = (link) => link.heartbeatS * 1500 + 1000;
/** Silence longer than this ends the connection, in ms. @param {LinkState} link */
export const deadAfterMs = (link) => link.heartbeatS * 3000 + 2000;

/** @param {LinkState} link @param {number} now */
export const silenceMs = (link, now) => Math.max(0, now - Math.max(link.heardAt, link.startedAt));

/** True while the figures on the page are the service's present ones. @param {LinkState} link @param {number} now */
export const isFresh = (link, now) => link.phase === "live" && silenceMs(link, now) <= lateAfterMs(link);

/**
 * Milliseconds until the next try: doubling from one second to thirty, spread by a fifth to either side. A service
 * that restarts (1012) is soon back, and a reader that was too slow (1013) may resume at once.
 * @param {number} tries failed ones before @param {number} code of the close @param {number} chance 0 to 1
 */
export function backoffMs(tries, code, chance) {
  const base = code === 1012 || code === 1013 ? Math.min(1000 * 2 ** tries, 5000) : Math.min(1000 * 2 ** tries, 30000);
  return Math.round(base * (0.8 + 0.4 * chance));
}

/** Why a connection was closed, for people. @param {number} code */
export function closeWords(code) {
  switch (code) {
    case 1012:
      return "the service restarts";
    case 1013:
      return "this page read too slowly";
    case 1008:
      return "the service refused this page";
    default:
      return "the connection was lost";
  }
}

/** @param {LinkState} link @param {number} now @returns {{ tone: "good" | "late" | "off", text: string }} */
export function linkWords(link, now) {
  switch (link.phase) {
    case "signed_out":
      return { tone: "off", text: "signed out" };
    case "live": {
      const silent = silenceMs(link, now);
      if (silent <= lateAfterMs(link)) return { tone: "good", text: "live" };
      return { tone: "late", text: `${Math.round(silent / 1000)} s behind` };
    }
    case "waiting": {
      const left = Math.max(0, Math.ceil((link.retryAt - now) / 1000));
      return { tone: "off", text: `reconnecting in ${left} s` };
    }
    default:
      return { tone: "late", text: "connecting" };
  }
}
