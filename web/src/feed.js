// What the feed has told so far: a pure reducer over the messages of truewait.v1+json. Deltas that are not newer than
// the last are dropped, so a repeated message after a reconnection changes nothing.

import { instant } from "./format.js";
import { observe } from "./server_clock.js";

/**
 * @typedef {object} Estimate
 * @property {"ok" | "insufficient_data" | "closed" | "degraded"} status
 * @property {string} [reason]
 * @property {number | null} p10_s
 * @property {number | null} p50_s
 * @property {number | null} p90_s
 * @property {string} [as_of]
 * @property {number} [age_s]
 * @property {{ samples: number }} [basis]
 */
/**
 * @typedef {object} Queue
 * @property {string} queue
 * @property {number} waiting
 * @property {number} longest_wait_s
 * @property {number} [in_service]
 * @property {{ reported: boolean, logged_in: number, available: number, busy: number }} [agents]
 * @property {string} [last_event]
 * @property {string} [as_of]
 * @property {Estimate} [estimate]
 * @property {number} [callbacks_open]
 */
/**
 * @typedef {object} Callback
 * @property {string} callback_id
 * @property {string} queue
 * @property {string} state
 * @property {string} number masked by the service
 * @property {number | null} position
 * @property {{ from: string, to: string } | null} window
 * @property {number} dials
 * @property {string} requested_at
 * @property {string} updated_at
 * @property {string | null} [reason]
 */
/**
 * @typedef {object} Feed
 * @property {number | undefined} seq of the last message that counted: where to resume
 * @property {number} queuesSeq of the last that named queues
 * @property {number} callbacksSeq of the last that named callbacks
 * @property {boolean} filled a snapshot has come since the page was opened or the feed reset
 * @property {ReadonlyMap<string, Queue>} queues
 * @property {ReadonlyMap<string, Callback>} callbacks open ones
 * @property {readonly Callback[]} ended the latest first, at most `mostEnded`
 * @property {import("./server_clock.js").ClockState | undefined} clock
 */

const mostEnded = 6;
const endStates = new Set([
  "completed",
  "cancelled",
  "superseded",
  "declined",
  "expired",
  "exhausted",
  "expired_uncertain",
]);

/** @param {string} state */
export const hasEnded = (state) => endStates.has(state);

/** @type {Feed} */
export const emptyFeed = {
  seq: undefined,
  queuesSeq: -1,
  callbacksSeq: -1,
  filled: false,
  queues: new Map(),
  callbacks: new Map(),
  ended: [],
  clock: undefined,
};

/** @param {Queue[]} queues */
const latestInstant = (queues) =>
  queues
    .map((queue) => instant(queue.as_of))
    .reduce((a, b) => (b !== undefined && !(a !== undefined && a > b) ? b : a), undefined);

/** @param {Feed} feed @param {Callback[]} changes */
function withCallbacks(feed, changes) {
  const callbacks = new Map(feed.callbacks);
  let ended = feed.ended;
  for (const change of changes) {
    if (hasEnded(change.state)) {
      callbacks.delete(change.callback_id);
      ended = [change, ...ended.filter((each) => each.callback_id !== change.callback_id)].slice(0, mostEnded);
    } else {
      callbacks.set(change.callback_id, change);
    }
  }
  return { callbacks, ended };
}

/** @param {any} message */
const queuesOf = (message) => (Array.isArray(message.queues) ? /** @type {Queue[]} */ (message.queues) : []);
/** @param {any} message */
const callbacksOf = (message) =>
  Array.isArray(message.callbacks) ? /** @type {Callback[]} */ (message.callbacks) : [];

/** @param {Queue[]} queues @returns {[string, Queue][]} */
const named = (queues) => queues.map((queue) => [queue.queue, queue]);

/** @param {any} message @param {Feed} feed @param {number} local @returns {Feed} */
function snapshot(feed, message, local) {
  const queues = queuesOf(message);
  return {
    seq: message.seq,
    filled: true,
    queuesSeq: message.seq,
    callbacksSeq: message.seq,
    queues: new Map(named(queues)),
    ...withCallbacks({ ...feed, callbacks: new Map() }, callbacksOf(message)),
    clock: observe(feed.clock, local, latestInstant(queues)),
  };
}

/**
 * One fact may change a queue and a callback: two messages with the same seq. So each kind has its own last one.
 * @param {any} message @param {Feed} feed @param {number} local @returns {Feed}
 */
function delta(feed, message, local) {
  const { seq } = message;
  let next = feed;
  if (message.queues && seq > feed.queuesSeq) {
    const changed = queuesOf(message);
    const queues = new Map([...feed.queues, ...named(changed)]);
    next = { ...next, queues, queuesSeq: seq, clock: observe(feed.clock, local, latestInstant(changed)) };
  }
  if (message.callbacks && seq > feed.callbacksSeq) {
    next = { ...next, ...withCallbacks(feed, callbacksOf(message)), callbacksSeq: seq };
  }
  return next === feed ? feed : { ...next, seq: Math.max(seq, feed.seq ?? 0) };
}

/**
 * The feed after one message. Unknown types change nothing.
 * @param {Feed} feed @param {any} message parsed JSON @param {number} local the page's own clock, ms
 * @returns {Feed}
 */
export function reduce(feed, message, local) {
  switch (message?.type) {
    case "snapshot":
      return snapshot(feed, message, local);
    case "delta":
      return delta(feed, message, local);
    case "reset":
      return { ...feed, seq: undefined, filled: false };
    case "heartbeat":
      return { ...feed, clock: observe(feed.clock, local, instant(message.at)) };
    default:
      return feed;
  }
}
