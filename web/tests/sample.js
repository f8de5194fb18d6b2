// A centre in the afternoon, as the service would tell it: figures for tests and for looking at the page.

const minute = 60_000;
const at = (now, minutes) => new Date(now + minutes * minute).toISOString();

/** @param {number} now ms @param {string} queue @param {object} more */
export function queue(now, queue, more = {}) {
  return {
    queue,
    group: "front-office",
    waiting: 7,
    longest_wait_s: 221.4,
    in_service: 12,
    agents: { reported: true, logged_in: 14, available: 1, busy: 12 },
    answered: 812,
    abandoned: 31,
    last_event: at(now, -0.1),
    seq: 4711,
    as_of: at(now, 0),
    callbacks_open: 3,
    estimate: estimate(now, queue),
    ...more,
  };
}

/** @param {number} now @param {string} queue @param {object} more */
export function estimate(now, queue, more = {}) {
  return {
    queue,
    status: "ok",
    p10_s: 94,
    p20_s: 130,
    p50_s: 256,
    p80_s: 402,
    p90_s: 489,
    p95_s: 560,
    mean_s: 270,
    position: 8,
    as_of: at(now, 0),
    age_s: 0.2,
    method: "avgc_les",
    basis: { samples: 812, window_s: null },
    seq: 4711,
    ...more,
  };
}

/** @param {number} now @param {string} id @param {string} state @param {object} more */
export function callback(now, id, state, more = {}) {
  return {
    callback_id: id,
    queue: "support",
    kind: "asap",
    state,
    number: "+1555•••••23",
    position: null,
    window: { from: at(now, 2), to: at(now, 14) },
    dials: 0,
    requested_at: at(now, -6),
    due_at: null,
    updated_at: at(now, -1),
    reason: null,
    ...more,
  };
}

/** @param {number} now */
export const snapshot = (now) => ({
  type: "snapshot",
  seq: 4711,
  queues: [
    queue(now, "billing", {
      waiting: 2,
      longest_wait_s: 48,
      callbacks_open: 1,
      estimate: estimate(now, "billing", { p10_s: 12, p50_s: 71, p90_s: 168, basis: { samples: 240 } }),
    }),
    queue(now, "support"),
    queue(now, "sales", {
      waiting: 0,
      longest_wait_s: 0,
      callbacks_open: 0,
      agents: { reported: true, logged_in: 9, available: 3, busy: 5 },
      estimate: estimate(now, "sales", { p10_s: 0, p50_s: 9, p90_s: 41, basis: { samples: 391 } }),
    }),
    queue(now, "claims", {
      waiting: 1,
      longest_wait_s: 96,
      callbacks_open: 0,
      agents: { reported: true, logged_in: 0, available: 0, busy: 0 },
      estimate: {
        queue: "claims",
        status: "insufficient_data",
        reason: "nobody_logged_in",
        p10_s: null,
        p50_s: null,
        p90_s: null,
        basis: { samples: 64 },
      },
    }),
    queue(now, "returns", {
      waiting: 0,
      longest_wait_s: 0,
      callbacks_open: 0,
      agents: { reported: false, logged_in: 0, available: 0, busy: 0 },
      estimate: {
        queue: "returns",
        status: "insufficient_data",
        reason: "too_few_answers",
        p10_s: null,
        p50_s: null,
        p90_s: null,
        basis: { samples: 11 },
      },
    }),
  ],
  callbacks: [
    callback(now, "cb1", "waiting", { position: 3 }),
    callback(now, "cb2", "uncertain", {
      number: "+1555•••••07",
      dials: 1,
      position: 1,
      requested_at: at(now, -31),
      reason: "front_end_lost",
    }),
    callback(now, "cb3", "dialling", {
      number: "+4416•••••961",
      queue: "billing",
      dials: 2,
      position: 1,
      requested_at: at(now, -18),
    }),
    callback(now, "cb4", "retry_wait", { number: "+1555•••••88", dials: 1, position: 2, reason: "busy" }),
  ],
});

const wilson = (agree, n, low, high) => ({ agree, n, share: agree / n, low, high });

/** @param {number} now */
export function experience(now) {
  const hour = (back) => new Date(Math.floor(now / 3_600_000) * 3_600_000 - back * 3_600_000).toISOString();
  const shape = [70, 96, 142, 260, 334, 301, 248, 190, 232, 281, 205, 118];
  const rows = [];
  for (const [name, scale, n] of [
    ["support", 1.25, 68],
    ["billing", 0.8, 34],
    ["sales", 0.45, 41],
  ]) {
    shape.forEach((s, i) => {
      const measured = s * scale;
      const late = shape[Math.max(0, i - 1)] * scale;
      rows.push({
        queue: name,
        hour: hour(shape.length - i),
        n,
        answered: n,
        predicted_s: 0.45 * measured + 0.55 * late,
        measured_s: measured,
        perceived_s: i % 4 === 1 ? null : measured * (1.3 + 0.1 * Math.sin(i * 2)) + 20,
        perceived_n: i % 4 === 1 ? 0 : 9,
        perception_ratio: null,
        fast: null,
      });
    });
  }
  return {
    rows,
    all: {
      queue: null,
      n: 1716,
      answered: 1716,
      predicted_s: 180.6,
      measured_s: 186.3,
      perceived_s: 262.1,
      perceived_n: 243,
      perception_ratio: { value: 1.38, low: 1.27, high: 1.5, n: 231 },
      fast: wilson(109, 243, 0.387, 0.511),
    },
    belief: wilson(198, 250, 0.737, 0.838),
    measured_fast: wilson(1147, 1716, 0.646, 0.69),
    perceived_fast: wilson(109, 243, 0.387, 0.511),
    gap: { points: 34.3, low: 26.1, high: 41.9 },
    belief_minus_measured: { points: 12.4, low: 6.5, high: 17.3 },
    measured_minus_perceived: { points: 22.0, low: 15.5, high: 28.4 },
    definition: "",
    as_of: at(now, 0),
  };
}

/** @param {number} now */
export const promise = (now) => ({
  rows: [],
  definition: "",
  as_of: at(now, 0),
  all: {
    kept: 415,
    broken_late: 61,
    broken_left: 24,
    censored: 88,
    void: 6,
    share: 0.83,
    low: 0.795,
    high: 0.86,
    share_served: 0.872,
    low_bound: 0.706,
    high_bound: 0.855,
    median_upper_s: 360,
    mean_width_s: 210,
    informed: 0.346,
    calls: 1716,
  },
});
