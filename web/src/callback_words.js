// Callbacks by state: the order in which they matter, what each state means, how old they are. Pure.

/** @typedef {import("./feed.js").Callback} Callback */

/**
 * Open states, those that need a person first.
 * @type {readonly { state: string, label: string, title: string }[]}
 */
export const openStates = [
  {
    state: "uncertain",
    label: "uncertain",
    title: "Dialled, but what became of it cannot be proven. It is never dialled again by itself: look it up.",
  },
  { state: "connected", label: "connected", title: "The customer speaks with an agent." },
  {
    state: "reached",
    label: "reached",
    title: "The customer answered and waits for an agent with the old place in line.",
  },
  { state: "dialling", label: "dialling", title: "A front-end has the order and dials." },
  { state: "due", label: "due", title: "Its turn has come; it waits for a front-end to dial." },
  { state: "retry_wait", label: "to be retried", title: "Tried without success; the next try has its time." },
  { state: "waiting", label: "in line", title: "Keeps its place among the live callers." },
  { state: "requested", label: "requested", title: "Asked for and stored; its place is being taken." },
  { state: "offered", label: "offered", title: "Offered to a caller who has not answered yet." },
];

const rank = new Map(openStates.map(({ state }, index) => [state, index]));
const labels = new Map(openStates.map(({ state, label }) => [state, label]));

/** @param {string} state as the wire has it */
export const stateLabel = (state) => labels.get(state) ?? state.replaceAll("_", " ");

/** @param {Iterable<Callback>} callbacks @returns {Map<string, number>} */
export function countByState(callbacks) {
  const counts = new Map();
  for (const { state } of callbacks) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** Open callbacks, what needs a person first, then by place in line and age. @param {Iterable<Callback>} callbacks */
export const byUrgency = (callbacks) =>
  [...callbacks].sort(
    (a, b) =>
      (rank.get(a.state) ?? 99) - (rank.get(b.state) ?? 99) ||
      (a.position ?? 1e9) - (b.position ?? 1e9) ||
      a.requested_at.localeCompare(b.requested_at),
  );
